import type { IncomingHttpHeaders } from 'node:http';
import type { PassedRequest, Route } from '@cyberdesk/runtime';

/** What a desktop gets to see of a request, besides the header parameters of the operation. */
const passedOn = [
  'accept',
  'accept-language',
  'content-encoding',
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

/** Computed once a route: this runs for every request. */
const namesOf = new WeakMap<Route, string[]>();

const namesFor = (route: Route): string[] => {
  const known = namesOf.get(route);
  if (known) return known;
  const { properties = {} } = (route.parameters.header ?? {}) as { properties?: object };
  const own = Object.keys(properties).map((name) => name.toLowerCase());
  const names = [...new Set([...passedOn, ...own])];
  namesOf.set(route, names);
  return names;
};

/**
 * Headers of the call to execd, name after value. A list of what passes: the caller's own token and addresses never do.
 */
export const requestHeaders = (
  { route, incoming, requestId }: PassedRequest,
  token: string,
  isStreamed: boolean,
): string[] => {
  const { headers } = incoming;
  const length = headers['content-length'];
  // Nothing of the request can take their place: no name on the list is one of these.
  const passed = ['authorization', `Bearer ${token}`, 'x-request-id', requestId];
  for (const name of namesFor(route)) {
    const value = headers[name];
    if (value !== undefined) passed.push(name, String(value));
  }
  // Without a length it comes in chunks, and goes on so.
  if (isStreamed && length !== undefined) passed.push('content-length', length);
  return passed;
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
  // The caller's, not execd's: added below.
  'x-request-id',
]);

/** What `Connection` names besides its usual words is the connection's own, too. */
const namedBy = (connection = ''): string[] =>
  connection === '' || connection === 'keep-alive' || connection === 'close'
    ? []
    : connection.split(',').map((name) => name.trim().toLowerCase());

/** Headers of execd's reply that pass to the caller, name after value; those of ours take the place of execd's. */
export const responseHeaders = (
  received: IncomingHttpHeaders,
  own: Readonly<Record<string, string>>,
): string[] => {
  const named = namedBy(received['connection']);
  const isKept = (name: string): boolean =>
    !ownToConnection.has(name) && !named.includes(name) && !(name in own);
  const passed: string[] = [];
  for (const name in received) {
    const value = received[name];
    if (value === undefined || !isKept(name)) continue;
    if (typeof value === 'string') passed.push(name, value);
    else for (const each of value) passed.push(name, each);
  }
  for (const name in own) passed.push(name, own[name] ?? '');
  return passed;
};
