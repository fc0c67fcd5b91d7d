import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkBody } from './body.ts';
import { createFinder } from './find-route.ts';
import type { RequestLog } from './mount.ts';
import { readParameters } from './parameters.ts';
import { PassedRequest } from './passed-request.ts';
import { asProblem, type Problem } from './problem.ts';
import type { JsonSchema, RequestContext, Route } from './route.ts';
import { createValidator, type Validator } from './validator.ts';

export interface PassOptions<Context> {
  /** The operations that are passed on. */
  routes: readonly Route[];
  schemas: Record<string, JsonSchema>;
  /** Authenticates, as for `mount`: before anything of the request is read. */
  context: (request: RequestContext) => Context | Promise<Context>;
  /**
   * Answers a request whose parameters, media type and length are checked. Resolves when the answer is complete; what
   * it throws before it has begun is answered as a problem.
   */
  pass: (request: PassedRequest, context: Context) => Promise<void>;
  toProblem?: (error: unknown) => unknown;
  log?: RequestLog;
}

/** Serves what is passed on, before a Hono app serves the rest. */
export interface Passing {
  /** Takes a request of its operations; false leaves it to others. */
  take(incoming: IncomingMessage, response: ServerResponse): boolean;
  warm(): void;
}

/** Answers with a problem, as `mount` does; one that comes after the head can only break the answer off. */
export function writeProblem(response: ServerResponse, problem: Problem, requestId: string): void {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify(problem.toBody(requestId));
  response.writeHead(problem.status, {
    ...problem.headers,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
  });
  response.end(body);
}

/** The status that proxies log for a client that went away. */
const CLIENT_GONE = 499;

interface Server<Context> {
  options: PassOptions<Context>;
  validator: Validator;
}

function failed<Context>(
  { options }: Server<Context>,
  request: PassedRequest,
  error: unknown,
): void {
  const { toProblem = (thrown: unknown) => thrown, log } = options;
  const { route, requestId, response } = request;
  if (request.isGone) return;
  const problem = asProblem(toProblem(error));
  if (problem.status >= 500) {
    const fields = { operationId: route.operationId, requestId };
    log?.error({ err: problem.cause ?? problem, ...fields }, 'request failed');
  }
  writeProblem(response, problem, requestId);
}

async function answer<Context>(server: Server<Context>, request: PassedRequest): Promise<void> {
  const { options, validator } = server;
  const { route, raw } = request;
  const context = await options.context(request);
  const parameters = readParameters(validator, route, raw, (ref) => options.schemas[ref]);
  request.input = { ...parameters, body: undefined };
  checkBody(route, raw);
  await options.pass(request, context);
}

async function serve<Context>(server: Server<Context>, request: PassedRequest): Promise<void> {
  const started = performance.now();
  try {
    await answer(server, request);
  } catch (error) {
    failed(server, request, error);
  }
  const { requestId, route, response } = request;
  const status = request.isGone ? CLIENT_GONE : response.statusCode;
  const durationMs = Math.round(performance.now() - started);
  const { operationId } = route;
  server.options.log?.info({ operationId, requestId, status, durationMs }, 'request');
}

/**
 * Serves operations that another server answers, from Node's request to Node's response: what `mount` does for them,
 * without the copies that a Request and a Response of the web cost.
 */
export function createPassing<Context>(options: PassOptions<Context>): Passing {
  const validator = createValidator(options.routes, options.schemas);
  const find = createFinder(options.routes);
  const server = { options, validator };
  return {
    take(incoming, response) {
      const found = find(incoming.method ?? '', incoming.url ?? '');
      if (!found) return false;
      void serve(server, new PassedRequest(found, incoming, response));
      return true;
    },
    warm: () => validator.warm(),
  };
}
