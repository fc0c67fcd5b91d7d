import { mediaType } from './body.ts';
import type { Empty, Operation } from './operation.ts';
import { builtIn, Problem } from './problem.ts';
import type { FieldError } from './problem.ts';
import { readEvents, type ReceivedEvent } from './read-events.ts';
import type { Route, RouteResponse } from './route.ts';
import { responseOf } from './encode.ts';

export interface ClientOptions {
  baseUrl: string;
  /** Headers of every call, such as a fresh token. */
  headers?: (route: Route) => Record<string, string> | Promise<Record<string, string>>;
  fetch?: typeof fetch;
  /** For a whole call; for a stream until its response begins. Default 30 s. */
  timeoutMs?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  timeoutMs?: number;
  headers?: Record<string, string>;
}

/** What a call gives: events of a stream as they are read, everything else as the operation's output. */
type Output<Value> =
  Value extends AsyncIterable<{ data: infer Data }> ? AsyncIterable<ReceivedEvent<Data>> : Value;

type Call<One extends Operation> = Empty extends One['request']
  ? (input?: One['request'], options?: CallOptions) => Promise<Output<One['output']>>
  : (input: One['request'], options?: CallOptions) => Promise<Output<One['output']>>;

/** One method for each operation. */
export type Client<Operations extends { [Id in keyof Operations]: Operation }> = {
  [Id in keyof Operations]: Call<Operations[Id]>;
};

interface Input {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  body?: unknown;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

function append(query: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const item of value) append(query, name, item);
  else if (typeof value === 'object') {
    for (const [member, item] of Object.entries(value)) append(query, `${name}[${member}]`, item);
  } else query.append(name, textOf(value));
}

/** URL of a call. A path parameter is one segment, whatever it holds. */
export function urlOf(baseUrl: string, route: Route, { path = {}, query = {} }: Input): string {
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(path[name] ?? '');
    if (value === '' || value === '.' || value === '..') {
      throw new TypeError(`${route.operationId} needs the path parameter ${name}`);
    }
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) append(search, name, value);
  const text = search.toString();
  return baseUrl.replace(/\/$/, '') + filled + (text && `?${text}`);
}

function defined(headers: Record<string, unknown> = {}): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
}

function bodyOf(route: Route, body: unknown): RequestInit {
  if (!route.body || body === undefined) return {};
  const headers = { 'content-type': route.body.contentTypes[0]! };
  if (route.body.kind === 'json') return { body: JSON.stringify(body), headers };
  return { body: body as BodyInit, headers, duplex: 'half' } as RequestInit;
}

/** Headers that speak of the bytes of one reply and would be wrong about the next, when a service passes the problem on. */
const ofTheReply =
  /^(connection|keep-alive|transfer-encoding|content-.*|date|server|x-request-id)$/;

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => !ofTheReply.test(name)),
  );
  const body = (await response.json().catch(() => undefined)) as
    | Record<string, unknown>
    | undefined;
  if (typeof body?.code !== 'string') {
    const detail = `The answer was ${response.status} without a problem body.`;
    return new Problem({
      status: response.status,
      code: 'unexpectedResponse',
      title: 'Unexpected answer',
      detail,
      headers,
      requestId,
    });
  }
  const { type: _, status: __, code, title, detail, errors, requestId: id, ...extra } = body;
  return new Problem({
    status: response.status,
    code,
    title: textOf(title),
    detail: textOf(detail),
    errors: errors as FieldError[] | undefined,
    headers,
    extra,
    requestId: typeof id === 'string' ? id : requestId,
  });
}

function unreachable(route: Route, error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return error;
  const timedOut = (error as Error | undefined)?.name === 'TimeoutError';
  const detail = timedOut
    ? `${route.operationId} took too long.`
    : `${route.operationId} could not reach its server.`;
  return builtIn('unavailable', detail, { cause: error, headers: { 'retry-after': '1' } });
}

async function* noEvents(): AsyncGenerator<never, void> {}

const decoders: Record<RouteResponse['kind'], (response: Response, route: Route) => unknown> = {
  binary: (response) => response,
  events: ({ body }) => (body ? readEvents(body) : noEvents()),
  empty: ({ body }) => body?.cancel(),
  text: (response) => response.text(),
  json(response, { operationId }) {
    const json = /[/+]json$/.test(mediaType(response.headers.get('content-type')));
    if (json) return response.json();
    throw builtIn('upstreamFailed', `${operationId} was answered with something else than JSON.`);
  },
};

async function decode(route: Route, response: Response): Promise<unknown> {
  if (!response.ok) throw await problemOf(response);
  const kind =
    response.status === 204 ? 'empty' : (responseOf(route, response.status)?.kind ?? 'json');
  return decoders[kind](response, route);
}

const streams = (route: Route): boolean =>
  Object.values(route.responses).some(({ kind }) => kind === 'events' || kind === 'binary') ||
  route.body?.kind === 'binary';

/** A deadline that a streaming call drops once its response has begun. */
function deadline(
  ms: number,
  signal: AbortSignal | undefined,
): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const error = new DOMException('The call took too long', 'TimeoutError');
  const timer = setTimeout(() => controller.abort(error), ms);
  const both = signal ? AbortSignal.any([controller.signal, signal]) : controller.signal;
  return { signal: both, clear: () => clearTimeout(timer) };
}

async function call(
  route: Route,
  client: ClientOptions,
  input: Input,
  options: CallOptions,
): Promise<unknown> {
  const url = urlOf(client.baseUrl, route, input);
  const common = await client.headers?.(route);
  const body = bodyOf(route, input.body);
  const headers = {
    accept: 'application/json, */*',
    ...defined(input.headers),
    ...common,
    ...options.headers,
    ...(body.headers as object),
  };
  const limit = deadline(options.timeoutMs ?? client.timeoutMs ?? 30_000, options.signal);
  try {
    const init: RequestInit = {
      ...body,
      method: route.method,
      headers,
      signal: limit.signal,
      redirect: 'error',
    };
    const response = await (client.fetch ?? fetch)(url, init);
    if (streams(route)) limit.clear();
    return await decode(route, response);
  } catch (error) {
    throw error instanceof Problem ? error : unreachable(route, error, options.signal);
  } finally {
    limit.clear();
  }
}

/** A typed client from the same records that the server mounts. Every answer that is not success is thrown as Problem. */
export function createClient<Operations extends { [Id in keyof Operations]: Operation }>(
  routes: readonly Route[],
  client: ClientOptions,
): Client<Operations> {
  const methods = routes
    .filter((route) => !route.websocket)
    .map((route) => [
      route.operationId,
      (input: Input = {}, options: CallOptions = {}) => call(route, client, input, options),
    ]);
  return Object.fromEntries(methods) as Client<Operations>;
}
