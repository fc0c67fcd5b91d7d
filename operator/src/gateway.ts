import { createGatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import type { InstanceUse } from '@cyberdesk/generated/gateway/types.gen';
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

// An answer that comes later would keep a worker from other desktops.
const useTimeoutMs = 5_000;

/** The only calls that leave the cluster's API: only the gateway may reach execd. */
export function createBinder(
  options: GatewayOptions,
): (name: string, uid: string) => Promise<Binding> {
  const send = options.fetch ?? fetch;
  return async (name, uid) => {
    let answeredAt = Number.NaN;
    const noting: typeof fetch = async (input, init) => {
      const response = await send(input, init);
      answeredAt = Date.parse(response.headers.get('date') ?? '');
      return response;
    };
    const client = connect({ ...options, fetch: noting }, bindTimeoutMs);
    const binding = await client.bindInstance({ path: { instanceId: name }, body: { uid } });
    return { ...binding, ...(!Number.isNaN(answeredAt) && { answeredAt }) };
  };
}

/** Asks how a desktop is used. */
export function createUseReader(options: GatewayOptions): (name: string) => Promise<InstanceUse> {
  const client = connect(options, useTimeoutMs);
  return async (name) => await client.getInstanceUse({ path: { instanceId: name } });
}

function connect({ key, url, fetch }: GatewayOptions, timeoutMs: number) {
  const sign = createSigner({ key, issuer: 'cyberdesk-operator' });
  return createGatewayClient({
    baseUrl: url,
    timeoutMs,
    headers: async () => ({ authorization: `Bearer ${await sign(tokenRequest)}` }),
    ...(fetch && { fetch }),
  });
}

const tokenRequest = {
  audience: 'gateway',
  subject: 'operator',
  ttlSeconds: tokenSeconds,
  claims: { scopes: ['instances:bind'], actor: { type: 'system', id: 'operator' } },
};
