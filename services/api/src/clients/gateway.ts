import { createGatewayClient, type GatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import { reusing } from '@cyberdesk/kit/reuse';
import type { Signer } from '@cyberdesk/kit/tokens';

/** Who stands behind a call to the cluster, and what it may do there: no more than the one operation needs. */
export interface Caller {
  organizationId: string | undefined;
  actor: { type: 'human' | 'agent' | 'system'; id: string };
  scopes: readonly string[];
}

/** The gateway of one cluster, called with tokens of a minute. */
export interface Gateway {
  baseUrl: string;
  /** Control-plane calls on behalf of an organization. */
  as: (organizationId: string) => GatewayClient;
  /** Calls for the service itself: events, lists. Not confined to an organization. */
  system: GatewayClient;
  /** A token for a forwarded operation. */
  token: (caller: Caller) => Promise<string>;
}

const TTL_SECONDS = 60;
const itself = { type: 'system', id: 'api' } as const;

/** Connects to a gateway. */
export const createGateway = (baseUrl: string, sign: Signer): Gateway => {
  const signed = reusing(sign);
  const token = ({ organizationId, actor, scopes }: Caller): Promise<string> =>
    signed({
      audience: 'gateway',
      subject: organizationId ?? 'api',
      ttlSeconds: TTL_SECONDS,
      claims: { org: organizationId, role: 'control', actor, scopes },
    });
  const client = (organizationId: string | undefined): GatewayClient =>
    createGatewayClient({
      baseUrl,
      timeoutMs: 10_000,
      headers: async ({ scopes }) => ({
        authorization: `Bearer ${await token({ organizationId, actor: itself, scopes })}`,
      }),
    });
  return { baseUrl, as: client, system: client(undefined), token };
};
