import type { TokenRequest } from '@cyberdesk/kit/tokens';
import { organizationId, running, type World } from './world.ts';

/** A grant as the api signs it: a token of the running desktop unless the claims say otherwise. */
export const grantOf = (
  world: World,
  claims: object = {},
  request: Partial<TokenRequest> = {},
): Promise<string> =>
  world.keys.api({
    audience: 'gateway-data',
    subject: running,
    ttlSeconds: 300,
    id: 'grt_1',
    claims: {
      kind: 'desktop',
      role: 'control',
      scopes: ['*'],
      actor: { type: 'agent', id: 'key_1' },
      org: organizationId,
      ...claims,
    },
    ...request,
  });
