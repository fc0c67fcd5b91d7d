import { ConnectionError, CyberdeskError, TimeoutError } from './errors.ts';
import type { RequestInput, RequestOptions, Route, Transport } from './generated/resources.gen.ts';
import { send, type Attempt } from './retry.ts';
import { readEvents } from './sse.ts';

/** How a client reaches the API. */
export interface TransportOptions {
  apiKey: string | (() => string | Promise<string>);
  baseUrl: string;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof fetch;
  headers: Record<string, string>;
}

/** An event stream ends when its reader leaves, at the latest after a day. */
const LONGEST_STREAM_MS = 86_400_000;

/**
 * Sends requests over `fetch`. Every call that may be replayed carries an idempotency key, so a repeat after a lost
 * answer never does the thing twice; what has no key and is no read, and a stream that is used up, is sent once.
 */
export const createTransport = (options: TransportOptions): Transport => ({
  async request<Result>(
    route: Route,
    input: RequestInput,
    call: RequestOptions = {},
  ): Promise<Result> {
    const usual = route.response === 'events' ? LONGEST_STREAM_MS : options.timeoutMs;
    const timeoutMs = call.timeoutMs ?? usual;
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
    const deadline = performance.now() + timeoutMs;
    const retries = call.maxRetries ?? options.maxRetries;
    try {
      const credential = await credentialOf(options, signal);
      const attempt = prepare({ ...options, credential }, route, input, call);
      const sending = { fetch: options.fetch, signal, retries, deadline };
      return (await decode(route, await send(attempt, sending), call.onAlive)) as Result;
    } catch (error) {
      if (call.signal?.aborted || !limit.aborted) throw error;
      const text = `${route.operationId} took longer than ${timeoutMs} ms.`;
      throw new TimeoutError(text, { cause: error });
    }
  },
});

/** The URL of the API, checked once so that a typing mistake is named here and not at the first call. */
export const checkedBaseUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new CyberdeskError(
      `"${text}" is no base URL. Pass \`baseUrl\` or set CYBERDESK_BASE_URL, such as https://api.cyberdesk.io.`,
    );
  return text.replace(/\/+$/, '');
};

/** The credential of now. Where it must be fetched first, that counts into the time of the call. */
const credentialOf = async ({ apiKey }: TransportOptions, signal: AbortSignal): Promise<string> => {
  if (typeof apiKey === 'string') return apiKey;
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([apiKey(), stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

const prepare = (
  options: TransportOptions & { credential: string },
  route: Route,
  input: RequestInput,
  call: RequestOptions,
): Attempt => {
  const headers = new Headers({ ...options.headers, ...input.headers, ...call.headers });
  headers.set('authorization', `Bearer ${options.credential}`);
  if (route.idempotency === 'key')
    headers.set('idempotency-key', call.idempotencyKey ?? randomKey());
  const init: RequestInit & { duplex?: 'half' } = { method: route.method, headers };
  if (route.body !== undefined && input.body !== undefined) {
    headers.set('content-type', route.body);
    init.body =
      route.body === 'application/json' ? JSON.stringify(input.body) : (input.body as BodyInit);
    if (init.body instanceof ReadableStream) init.duplex = 'half';
  }
  const replayable = !(init.body instanceof ReadableStream);
  const safe = route.method === 'GET' || route.idempotency !== 'none';
  return { url: urlOf(options.baseUrl, route, input), init, repeatable: replayable && safe };
};

/** 128 random bits. `crypto.randomUUID` is absent from pages that are served without TLS. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** URL of a call. A path parameter is one segment, whatever it holds. */
const urlOf = (baseUrl: string, route: Route, { path = {}, query = {} }: RequestInput): string => {
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name];
    if (!value || value === '.' || value === '..')
      throw new TypeError(`${route.operationId} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const url = new URL(baseUrl + filled);
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined && item !== null) url.searchParams.append(name, String(item));
  }
  return url.toString();
};

const decode = (route: Route, response: Response, onAlive?: () => void): unknown => {
  if (route.response === 'json') return whole(response, (body) => body.json() as Promise<unknown>);
  if (route.response === 'text') return whole(response, (body) => body.text());
  if (route.response === 'empty') return response.body?.cancel();
  return route.response === 'events' && response.body
    ? readEvents(response.body, onAlive)
    : response;
};

/** Reads a body to its end; one that breaks off, or is no JSON, is named as what it is. */
export const whole = async <Result>(
  response: Response,
  read: (response: Response) => Promise<Result>,
): Promise<Result> => {
  try {
    return await read(response);
  } catch (error) {
    if (error instanceof DOMException) throw error;
    const text =
      error instanceof SyntaxError ? 'is not JSON: is the base URL right?' : 'broke off.';
    throw new ConnectionError(`The answer of ${response.url || 'the API'} ${text}`, {
      cause: error,
    });
  }
};
