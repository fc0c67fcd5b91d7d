import { createGatewayClient, type GatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import type { Signer } from '@cyberdesk/kit/tokens';

/** Who stands behind a call to the cluster. */
export interface Caller {
  organizationId: string;
  actor: { type: 'human' | 'agent' | 'system'; id: string };
  requestId: string;
}

/** The gateway of one cluster, called with a fresh token for each call. */
export interface Gateway {
  baseUrl: string;
  /** Control-plane calls on behalf of an organization. */
  as: (organizationId: string) => GatewayClient;
  /** Calls for the service itself: events, lists. */
  system: GatewayClient;
  /** A token for a forwarded operation. */
  token: (caller: Caller) => Promise<string>;
}

const TTL_SECONDS = 60;

/** Connects to a gateway. */
export const createGateway = (baseUrl: string, sign: Signer): Gateway => {
  const token = (organizationId: string, claims: Record<string, unknown>): Promise<string> =>
    sign({
      audience: 'gateway',
      subject: organizationId,
      ttlSeconds: TTL_SECONDS,
      claims: { org: organizationId, role: 'control', ...claims },
    });
  const system = { actor: { type: 'system', id: 'api' }, scopes: ['*'] };
  const client = (organizationId: string): GatewayClient =>
    createGatewayClient({
      baseUrl,
      timeoutMs: 10_000,
      headers: async () => ({ authorization: `Bearer ${await token(organizationId, system)}` }),
    });
  return {
    baseUrl,
    as: client,
    system: client('system'),
    token: ({ organizationId, actor, requestId }) =>
      token(organizationId, { actor, scopes: ['*'], rid: requestId }),
  };
};
