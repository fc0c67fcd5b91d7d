import { problem } from '@cyberdesk/generated/problems.gen';
import { type ForwardBody, Problem, type RequestContext } from '@cyberdesk/runtime';
import type { Dispatcher } from 'undici';
import { Refusal } from './domain/refusal.ts';
import { locate } from './locate.ts';
import { toProblem } from './problems.ts';
import { requestHeaders } from './proxy-headers.ts';
import { toResponse } from './proxy-response.ts';
import type { Context, Services } from './services.ts';
import { refuseOutdated, type Target, targetOf } from './target.ts';

/** As long as the listener itself lets a request take. */
const uploadTimeoutMs = 30 * 60_000;

type Forward = (request: RequestContext, context: Context, body: ForwardBody) => Promise<Response>;

/** Serves every operation inside a desktop: finds its machine, and passes request and reply through unread. */
export const createForward =
  (services: Services): Forward =>
  async (request, context, body) => {
    try {
      const target = await locateTarget(services, request, context);
      const token = await tokenFor(services, target, context);
      return await passOn(services, request, { target, token, path: pathInside(request), body });
    } catch (error) {
      return failure(services, request, error);
    }
  };

/** Where a request goes, and with whose leave. */
interface Passage {
  target: Target;
  token: string;
  /** Path in execd, with its query. */
  path: string;
  body: ForwardBody;
}

/** Passes a request on to a desktop, and its reply back. */
export const passOn = async (
  services: Services,
  request: RequestContext,
  { target, token, path, body }: Passage,
): Promise<Response> => {
  const { method } = request.route;
  const call = {
    origin: target.origin,
    method,
    path,
    headers: requestHeaders(request, token),
    body: body as Dispatcher.DispatchOptions['body'],
    signal: request.signal,
    // An upload may be slow: the reply can only begin when the last byte has arrived.
    ...(request.route.body?.kind === 'binary' && { headersTimeout: uploadTimeoutMs }),
  };
  return toResponse(await send(services.upstream, call), method);
};

const locateTarget = async (
  services: Services,
  request: RequestContext,
  { caller }: Context,
): Promise<Target> => {
  const name = String(request.input?.path['instanceId']);
  const instance = await locate(services, { name, organizationId: caller.organizationId });
  const target = targetOf(instance, services.execdPort);
  refuseOutdated(instance, request.route.operationId);
  return target;
};

const tokenFor = ({ tokens }: Services, target: Target, { caller, request }: Context) =>
  tokens({
    instance: target.name,
    role: caller.role,
    organizationId: target.organizationId,
    // No more than this operation needs.
    scopes: request.route.scopes,
    actor: caller.actor,
    principal: caller.principal,
  });

/** The operation's path in execd's own contract: `/instances/{instanceId}/files?path=/` → `/files?path=/`. */
export const pathInside = ({ raw, route, input }: RequestContext): string => {
  const { pathname, search } = new URL(raw.req.url);
  const prefix = route.path.slice(0, route.path.indexOf('}') + 1);
  const given = prefix.replace('{instanceId}', String(input?.path['instanceId']));
  return pathname.slice(given.length) + search;
};

type Call = Dispatcher.RequestOptions & { origin: string };

/**
 * A machine that was restarted leaves dead connections behind, which fail at their next use. Reading again is
 * harmless, so it is done once; anything else might be done twice.
 */
const send = async (upstream: Dispatcher, call: Call): Promise<Dispatcher.ResponseData> => {
  try {
    return await upstream.request(call);
  } catch (error) {
    if (call.method !== 'GET' || !isReset(error)) throw error;
    return upstream.request(call);
  }
};

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

const isReset = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));

const notReached = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Nobody reads this reply; the status is the one that proxies log for a client that went away. */
const clientGone = (): Response => new Response(null, { status: 499 });

/** What went wrong on the way to a desktop, in the contract's words. */
export const failure = (services: Services, request: RequestContext, error: unknown): Response => {
  if (request.signal.aborted) return clientGone();
  const known = toProblem(error);
  if (known instanceof Problem) throw known;
  const { operationId } = request.route;
  services.log.warn({ err: error, operationId, requestId: request.requestId }, 'desktop failed');
  throw toProblem(notReached.has(codeOf(error)) ? unreachable(error) : brokenOff(error));
};

const unreachable = (cause: unknown): Refusal => {
  const detail = 'The desktop could not be reached; nothing was done. Try again.';
  return new Refusal('unavailable', detail, { retryAfterSeconds: 1, cause });
};

const brokenOff = (cause: unknown): Problem =>
  problem(
    'upstreamFailed',
    'The desktop did not answer. What was asked for may have been done: check before you repeat it.',
    { cause },
  );
