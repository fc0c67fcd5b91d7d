import { reply } from '@cyberdesk/runtime';
import { readinessOf } from '../lifecycle.ts';
import type { Services } from '../services.ts';

/** Says whether requests may be sent here. */
export const getReadiness = (_: unknown, { services }: { services: Services }) => {
  const readiness = readinessOf(services.lifecycle);
  return readiness.ready ? reply(200, readiness) : reply(503, readiness, { 'retry-after': '1' });
};
