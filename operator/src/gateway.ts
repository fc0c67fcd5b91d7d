import { createGatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import { createSigner, type SigningKey } from '@cyberdesk/kit/tokens';
import type { Binding } from './context.ts';

export interface GatewayOptions {
  url: string;
  key: SigningKey;
  /** For tests. */
  fetch?: typeof fetch;
}

const tokenSeconds = 60;
const bindTimeoutMs = 20_000;

/** The only call that leaves the cluster's API: the gateway binds, because only it may reach execd. */
export function createBinder(
  options: GatewayOptions,
): (name: string, uid: string) => Promise<Binding> {
  const sign = createSigner({ key: options.key, issuer: 'cyberdesk-operator' });
  const client = createGatewayClient({
    baseUrl: options.url,
    timeoutMs: bindTimeoutMs,
    headers: async () => ({ authorization: `Bearer ${await sign(tokenRequest)}` }),
    ...(options.fetch && { fetch: options.fetch }),
  });
  return async (name, uid) =>
    await client.bindInstance({ path: { instanceId: name }, body: { uid } });
}

const tokenRequest = {
  audience: 'gateway',
  subject: 'operator',
  ttlSeconds: tokenSeconds,
  claims: { scopes: ['instances:bind'], actor: { type: 'system', id: 'operator' } },
};
