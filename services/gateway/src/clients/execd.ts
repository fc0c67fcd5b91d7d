import { createExecdClient, type ExecdClient } from '@cyberdesk/generated/execd/client.gen';
import type { Dispatcher } from 'undici';
import { fetch as undiciFetch } from 'undici';

export type ConnectExecd = (origin: string, token: () => Promise<string>) => ExecdClient;

// Binding sets up the whole session; the operator waits 20 s for the reply.
const timeoutMs = 18_000;

/** Typed calls to one machine's execd, over the same connections that forwarded requests use. */
export const execdConnector =
  (dispatcher: Dispatcher): ConnectExecd =>
  (origin, token) =>
    createExecdClient({
      baseUrl: origin,
      timeoutMs,
      headers: async () => ({ authorization: `Bearer ${await token()}` }),
      fetch: ((url: string, init: object) =>
        undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch,
    });
