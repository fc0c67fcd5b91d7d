import { encodeEvents } from './events.ts';
import type { ServerEvent } from './operation.ts';
import { Reply, type ReplyHeaders } from './reply.ts';
import { stamp } from './request-id.ts';
import type { RequestContext, Route, RouteResponse } from './route.ts';

interface Answer {
  status: number;
  body: unknown;
  headers: ReplyHeaders;
}

/** The status that a plain returned value stands for, by route; computed once. */
const soleSuccess = new WeakMap<Route, number>();

function successOf(route: Route): number {
  const known = soleSuccess.get(route);
  if (known !== undefined) return known;
  const statuses = Object.keys(route.responses).filter((status) => /^2\d\d$/.test(status));
  if (statuses.length !== 1) {
    throw new Error(
      `${route.operationId} may succeed with ${statuses.join(', ') || 'nothing'}: return reply(status, …)`,
    );
  }
  soleSuccess.set(route, Number(statuses[0]));
  return Number(statuses[0]);
}

function answerOf(route: Route, result: unknown): Answer {
  if (result instanceof Reply) return result;
  if (result === undefined && route.responses['204'])
    return { status: 204, body: undefined, headers: {} };
  return { status: successOf(route), body: result, headers: {} };
}

export function responseOf(route: Route, status: number): RouteResponse | undefined {
  return route.responses[status] ?? route.responses[`${String(status)[0]}XX`];
}

export interface Encoding {
  toProblem?: (error: unknown) => unknown;
  onStreamError: (error: unknown) => void;
  onStreamClose: () => void;
}

function encodeBody(
  request: RequestContext,
  kind: RouteResponse['kind'],
  body: unknown,
  on: Encoding,
): BodyInit | null {
  if (kind === 'empty') return null;
  if (kind === 'json') return JSON.stringify(body);
  if (kind === 'text') return String(body);
  if (kind === 'binary') return body as BodyInit;
  return encodeEvents(body as AsyncIterable<ServerEvent<unknown>>, {
    requestId: request.requestId,
    toProblem: on.toProblem,
    onError: on.onStreamError,
    onClose: on.onStreamClose,
  });
}

/** A handler's result as the response that the contract describes; anything it does not describe is our fault. */
export function encode(request: RequestContext, result: unknown, on: Encoding): Response {
  if (result instanceof Response) return result;
  const { route } = request;
  const { status, body, headers } = answerOf(route, result);
  const described = responseOf(route, status);
  if (!described)
    throw new Error(`${route.operationId} answered ${status}, which its contract does not have`);
  if (described.kind !== 'empty' && body === undefined) {
    throw new Error(
      `${route.operationId} answered ${status} without the body that its contract demands`,
    );
  }
  const contentType = described.contentTypes[0];
  const defaults: Record<string, string> = contentType ? { 'content-type': contentType } : {};
  if (described.kind === 'events') defaults['cache-control'] = 'no-store';
  const all = { ...defaults, ...lower(headers), 'x-request-id': request.requestId };
  return stamp(
    new Response(encodeBody(request, described.kind, body, on), { status, headers: all }),
  );
}

const lower = (headers: ReplyHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value]],
    ),
  );
