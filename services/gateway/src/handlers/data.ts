import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../live/authenticate.ts';
import { getHealth } from './get-health.ts';
import { getReadiness } from './get-readiness.ts';
import { getVersion } from './get-version.ts';
import { openStream } from './open-stream.ts';

/** Every operation of the data listener. */
export const dataHandlers = {
  getHealth,
  getReadiness,
  getVersion,
  openStream,
} satisfies Pick<Handlers<DataContext>, 'getHealth' | 'getReadiness' | 'getVersion' | 'openStream'>;
