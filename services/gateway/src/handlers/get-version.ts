import document from '@cyberdesk/generated/openapi/gateway.3.1.json' with { type: 'json' };
import type { Services } from '../services.ts';

/** Says which build runs and which contract version it speaks. */
export const getVersion = (_: unknown, { services }: { services: Services }) => ({
  service: 'gateway',
  contractVersion: document.info.version,
  build: services.build,
});
