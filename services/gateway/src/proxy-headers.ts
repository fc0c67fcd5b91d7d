import type { IncomingHttpHeaders } from 'undici/types/header.js';
import type { RequestContext } from '@cyberdesk/runtime';

/** What a desktop gets to see of a request, besides the header parameters of the operation. */
const passedOn = [
  'accept',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-event-id',
  'range',
  'user-agent',
];

/** Headers of the call to execd. A list of what passes: the caller's own token and addresses never do. */
export const requestHeaders = (
  { raw, route, requestId }: RequestContext,
  token: string,
): Record<string, string> => {
  const { properties = {} } = (route.parameters.header ?? {}) as { properties?: object };
  const headers: Record<string, string> = {};
  for (const name of [...passedOn, ...Object.keys(properties)]) {
    const value = raw.req.header(name);
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  // Added last: nothing of the request can take their place.
  return { ...headers, authorization: `Bearer ${token}`, 'x-request-id': requestId };
};

/** RFC 9110 §7.6.1, and what only the next server on the way may say about itself. */
const ownToConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'date',
  'server',
  'set-cookie',
  'access-control-allow-origin',
  'access-control-allow-credentials',
]);

/** Headers of execd's reply that pass to the caller. */
export const responseHeaders = (received: IncomingHttpHeaders): Headers => {
  const named = String(received['connection'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    if (value === undefined || ownToConnection.has(name) || named.includes(name)) continue;
    for (const each of [value].flat()) headers.append(name, each);
  }
  return headers;
};
