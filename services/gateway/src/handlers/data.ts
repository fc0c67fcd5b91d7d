import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { DataContext } from '../data-context.ts';
import { attachCommand } from './attach-command.ts';
import { connectPort } from './connect-port.ts';
import { getHealth } from './get-health.ts';
import { getReadiness } from './get-readiness.ts';
import { getVersion } from './get-version.ts';
import { openBrowserConnection } from './open-browser-connection.ts';
import { openStream } from './open-stream.ts';
import { readFileLink } from './read-file-link.ts';
import { writeFileLink } from './write-file-link.ts';

/** Operations that stand on the data listener alone. */
export type DataOperation =
  | 'attachCommand'
  | 'connectPort'
  | 'openBrowserConnection'
  | 'openStream'
  | 'readFileLink'
  | 'writeFileLink';

/** Links to files are passed on as operations of the desktop are. */
export const linkPassages = { readFileLink, writeFileLink };

type Probe = 'getHealth' | 'getReadiness' | 'getVersion';

/** Every operation of the data listener. */
export const dataHandlers = {
  attachCommand,
  connectPort,
  getHealth,
  getReadiness,
  getVersion,
  openBrowserConnection,
  openStream,
} satisfies Pick<Handlers<DataContext>, Exclude<DataOperation, keyof typeof linkPassages> | Probe>;
