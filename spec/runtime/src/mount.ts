import type { Context as HonoContext, Hono } from 'hono';
import { readBinary, readJson } from './body.ts';
import { encode } from './encode.ts';
import { readParameters } from './parameters.ts';
import { asProblem, builtIn } from './problem.ts';
import type { Problem } from './problem.ts';
import type { JsonSchema, RequestContext, Route } from './route.ts';
import { serveSocket, upgrade as nodeUpgrade, type Upgrade } from './socket.ts';
import { ServedRequest } from './serving.ts';
import { sortRoutes, unknownPath } from './paths.ts';
import { requestIdOf, stamp, withRequestId } from './request-id.ts';
import { createValidator, type Validator } from './validator.ts';

/** The part of a pino logger that is used. */
export interface RequestLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type ForwardBody = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined;

export interface MountOptions<Context> {
  routes: readonly Route[];
  schemas: Record<string, JsonSchema>;
  /** One method for each operation served here: an object that `satisfies Handlers<Context>`. */
  handlers: object;
  /** Authenticates. Runs before anything of the request is read, so a stranger learns nothing: 401 comes before 400. */
  context: (request: RequestContext) => Context | Promise<Context>;
  /** Serves forwarded operations that have no handler. Gets the original bytes of the body. */
  forward?: (request: RequestContext, context: Context, body: ForwardBody) => Promise<Response>;
  /** Operations of these routes that are served before the app, which only knows that they are there. */
  elsewhere?: (route: Route) => boolean;
  /** Stands around every handler: idempotency, audit, metrics. `next` never throws: problems are responses by then. */
  around?: (
    request: RequestContext,
    context: Context,
    next: () => Promise<Response>,
  ) => Promise<Response>;
  /** Turns the domain's own errors into problems of the contract. What it does not know it returns unchanged. */
  toProblem?: (error: unknown) => unknown;
  upgrade?: Upgrade;
  log?: RequestLog;
}

/** What `mount` gives back. */
export interface Mounted {
  /** Compiles every validator; call it before readiness. */
  warm(): void;
}

type Handler = (input: unknown, context: unknown, socket?: unknown) => unknown;

interface Server {
  options: MountOptions<unknown>;
  validator: Validator;
}

interface Call {
  server: Server;
  request: ServedRequest;
  context: unknown;
}

function logError({ server, request }: Omit<Call, 'context'>, error: unknown): void {
  const { requestId, route } = request;
  server.options.log?.error(
    { err: error, operationId: route.operationId, requestId },
    'request failed',
  );
}

/** Carries the code of the problem that refused a WebSocket. */
export const PROBLEM_HEADER = 'cyberdesk-problem';

/** A thrown value as a response. What is our fault is logged with its cause and shown without it. */
function failed(call: Omit<Call, 'context'>, error: unknown): Response {
  const { toProblem = (thrown: unknown) => thrown } = call.server.options;
  const problem: Problem = asProblem(toProblem(error));
  if (problem.status >= 500) logError(call, problem.cause ?? problem);
  const response = problem.toResponse(call.request.requestId);
  // The answer to a refused upgrade has no body: its code at least must arrive.
  if (call.request.route.websocket) response.headers.set(PROBLEM_HEADER, problem.code);
  return stamp(response);
}

async function handle(call: Call, handler: Handler): Promise<Response> {
  const { server, request, context } = call;
  const { route, raw, input } = request;
  const onError = (error: unknown): void => logError(call, error);
  if (route.websocket) {
    const open = server.options.upgrade ?? nodeUpgrade;
    return serveSocket(raw, { open, onError }, (socket) => handler(input, context, socket));
  }
  const result = await handler(input, context);
  return encode(request, result, {
    toProblem: server.options.toProblem,
    onStreamError: onError,
    onStreamClose: () => request.stop(),
  });
}

async function readInput({ server, request }: Call): Promise<void> {
  const { validator, options } = server;
  const { route, raw } = request;
  const parameters = readParameters(validator, route, raw, (ref) => options.schemas[ref]);
  request.input = { ...parameters, body: undefined };
  if (!route.body) return;
  if (route.body.kind === 'binary') {
    request.input.body = readBinary(route, raw);
    return;
  }
  const json = await readJson(validator, route, raw);
  request.bytes = json?.bytes;
  request.input.body = json?.value;
}

async function run(call: Call): Promise<Response> {
  const { server, request, context } = call;
  const { handlers, forward, around } = server.options;
  const { route } = request;
  const handler = (handlers as Record<string, Handler | undefined>)[route.operationId];
  await readInput(call);
  const serveIt = async (): Promise<Response> => {
    if (handler) return handle(call, handler);
    if (!route.forward || !forward) {
      throw builtIn('notImplemented', `${route.operationId} is not served here yet.`);
    }
    return forward(request, context, request.bytes ?? (request.input?.body as ForwardBody));
  };
  const next = (): Promise<Response> => serveIt().catch((error: unknown) => failed(call, error));
  return around ? around(request, context, next) : next();
}

async function serve(server: Server, route: Route, raw: HonoContext): Promise<Response> {
  const started = performance.now();
  const request = new ServedRequest(route, raw);
  const answer = async (): Promise<Response> =>
    run({ server, request, context: await server.options.context(request) });
  const response = await answer().catch((error: unknown) => failed({ server, request }, error));
  const { requestId } = request;
  const durationMs = Math.round(performance.now() - started);
  const fields = { operationId: route.operationId, requestId, status: response.status, durationMs };
  server.options.log?.info(fields, 'request');
  return withRequestId(response, requestId);
}

/** Puts a service's operations on a Hono app. This is the only code that knows HTTP. */
export function mount<Context>(app: Hono, options: MountOptions<Context>): Mounted {
  const validator = createValidator(options.routes, options.schemas);
  const server = { options: options as unknown as MountOptions<unknown>, validator };
  for (const route of sortRoutes(options.routes)) {
    if (options.elsewhere?.(route)) continue;
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.on(route.method, path, (c) => serve(server, route, c));
  }
  app.notFound((c) => unknownPath(options.routes, c).toResponse(requestIdOf(c)));
  app.onError((error, c) => {
    options.log?.error({ err: error, requestId: requestIdOf(c) }, 'request failed');
    return asProblem(error).toResponse(requestIdOf(c));
  });
  return { warm: () => validator.warm() };
}
