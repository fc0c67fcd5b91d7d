import { problem } from '@cyberdesk/generated/problems.gen';
import type { ForwardBody, RequestContext } from '@cyberdesk/runtime';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { Context, Principal } from './context.ts';
import { ownDesktop } from './desktops.ts';

/** Request headers that reach the desktop besides those of the operation; all else stays here, credentials above all. */
const PASSED = [
  'content-type',
  'content-length',
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
  const { deps, principal, requestId } = context;
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
    requestId,
  });
  const target = new URL(deps.gateway.baseUrl);
  const { pathname, search } = new URL(request.raw.req.url);
  target.pathname = pathname.replace(`/v1/desktops/${row.id}`, `/instances/${instance}`);
  target.search = search;
  return send(target, { request, body: body ?? null, token });
};

/** A person is human and a key an agent's, unless the request says on whose behalf it acts. */
const actorType = ({ input }: RequestContext, { type }: Principal): 'human' | 'agent' => {
  const said = input?.headers['Cyberdesk-Actor'];
  if (said === 'human' || said === 'agent') return said;
  return type === 'user' ? 'human' : 'agent';
};

const send = async (
  target: URL,
  { request, body, token }: { request: RequestContext; body: BodyInit | null; token: string },
): Promise<Response> => {
  const headers = new Headers({
    authorization: `Bearer ${token}`,
    'x-request-id': request.requestId,
  });
  for (const name of PASSED) {
    const value = request.raw.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  if (body instanceof ReadableStream) headers.delete('content-length');
  try {
    const init = {
      method: request.route.method,
      headers,
      body,
      signal: request.signal,
      redirect: 'manual',
      duplex: 'half',
    } as const;
    return passBack(await fetch(target, init));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw problem(
      'unavailable',
      'The desktop’s cluster does not answer now. Try again in a moment.',
      {
        headers: { 'retry-after': '2' },
        cause: error,
      },
    );
  }
};

const passBack = (upstream: Response): Response => {
  const headers = new Headers(upstream.headers);
  for (const name of DROPPED) headers.delete(name);
  if (upstream.headers.has('content-encoding')) headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(upstream.body, { status: upstream.status, headers });
};
