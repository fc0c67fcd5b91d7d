import { Readable } from 'node:stream';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { ForwardBody, Problem, RequestContext } from '@cyberdesk/runtime';
import { toResourceName } from '@cyberdesk/kit/ids';
import { Agent, type Dispatcher } from 'undici';
import type { Context, Principal } from './context.ts';
import { ownDesktop } from './desktops.ts';

/** Request headers that reach the desktop besides those of the operation; all else stays here, credentials above all. */
const PASSED = [
  'content-type',
  'accept',
  'range',
  'if-range',
  'if-match',
  'if-none-match',
  'last-event-id',
  'idempotency-key',
];
/** Reply headers that belong to one connection. */
const DROPPED = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'proxy-authenticate',
];

/** Passes an operation inside a desktop on to its cluster, bytes as they are, both ways as they come. */
export const forward = async (
  request: RequestContext,
  context: Context,
  body: ForwardBody,
): Promise<Response> => {
  const { deps, principal } = context;
  const row = await ownDesktop(context, String(request.input?.path['desktopId']));
  if (row.state !== 'running')
    throw problem(
      'desktopNotRunning',
      `The desktop is ${row.state}. Start it, or wait until it runs.`,
      {
        extra: { currentState: row.state },
      },
    );
  const instance = toResourceName(row.id);
  const actor = { type: actorType(request, principal), id: principal.id };
  const token = await deps.gateway.token({
    organizationId: principal.organization.id,
    actor,
    scopes: request.route.scopes,
  });
  const path = request.target.replace(`/v1/desktops/${row.id}`, `/instances/${instance}`);
  return send(new URL(path, deps.gateway.baseUrl), { request, body, token });
};

/** A person is human and a key an agent's, unless the request says on whose behalf it acts. */
const actorType = ({ input }: RequestContext, { type }: Principal): 'human' | 'agent' => {
  const said = input?.headers['Cyberdesk-Actor'];
  if (said === 'human' || said === 'agent') return said;
  return type === 'user' ? 'human' : 'agent';
};

/** An upload may be slow: the reply can only begin when its last byte has arrived. */
const UPLOAD_TIMEOUT_MS = 30 * 60_000;

/** Connections are kept, and as many as there are requests at once. */
const gateways = new Agent({ pipelining: 1, connect: { timeout: 5_000 } });

interface Passage {
  request: RequestContext;
  body: ForwardBody;
  token: string;
}

const send = async (target: URL, { request, body, token }: Passage): Promise<Response> => {
  const headers: Record<string, string> = {};
  for (const name of PASSED) {
    const value = request.raw.req.header(name);
    if (value !== undefined) headers[name] = value;
  }
  const call = {
    origin: target.origin,
    path: target.pathname + target.search,
    method: request.route.method,
    headers: { ...headers, authorization: `Bearer ${token}`, 'x-request-id': request.requestId },
    body: body as Dispatcher.DispatchOptions['body'],
    signal: request.signal,
    ...(request.route.body?.kind === 'binary' && { headersTimeout: UPLOAD_TIMEOUT_MS }),
  };
  try {
    return await passBack(await gateways.request(call));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw request.route.method === 'GET' || isUnsent(error) ? unreachable(error) : brokenOff(error);
  }
};

/** Before a connection stands nothing was asked for. */
const neverSent = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A connection that stood can fail with the same codes. */
const isUnsent = (error: unknown): boolean => {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return neverSent.has(String(code)) && syscall !== 'read' && syscall !== 'write';
};

const unreachable = (cause: unknown): Problem =>
  problem('unavailable', 'The desktop’s cluster does not answer now. Try again in a moment.', {
    headers: { 'retry-after': '2' },
    cause,
  });

const brokenOff = (cause: unknown): Problem =>
  problem(
    'upstreamFailed',
    'The connection to the desktop’s cluster broke off. What was asked for may have been done: check before you repeat it, or repeat it with the same Idempotency-Key.',
    { cause },
  );

/** Replies up to this length are taken whole: a stream of its own costs more than they do. */
const SMALL_BYTES = 64 * 1024;

const passBack = async (reply: Dispatcher.ResponseData): Promise<Response> => {
  const { statusCode: status, headers: received, body } = reply;
  const headers: [string, string][] = [];
  for (const [name, value] of Object.entries(received))
    if (!DROPPED.includes(name))
      for (const each of [value ?? []].flat()) headers.push([name, each]);
  if ([204, 205, 304].includes(status)) {
    await body.dump();
    return new Response(null, { status, headers });
  }
  const length = Number(received['content-length'] ?? Number.NaN);
  if (length <= SMALL_BYTES) return new Response(await body.arrayBuffer(), { status, headers });
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers });
};
