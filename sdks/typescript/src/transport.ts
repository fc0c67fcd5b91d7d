import { ConnectionError, errorOf, TimeoutError } from './errors.ts';
import type { RequestInput, RequestOptions, Route, Transport } from './generated/resources.gen.ts';

/** How a client reaches the API. */
export interface TransportOptions {
  apiKey: string;
  baseUrl: string;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof fetch;
  headers: Record<string, string>;
}

const RETRIED = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

interface Attempt {
  url: string;
  init: RequestInit;
  /** True when a repeat cannot do the thing twice. */
  repeatable: boolean;
}

/**
 * Sends requests over `fetch`. Every call that may be replayed carries an idempotency key, so a repeat after a lost
 * answer never does the thing twice; what has no key and is no read is repeated only when it never arrived.
 */
export const createTransport = (options: TransportOptions): Transport => ({
  async request<Result>(
    route: Route,
    input: RequestInput,
    call: RequestOptions = {},
  ): Promise<Result> {
    const limit = AbortSignal.timeout(call.timeoutMs ?? options.timeoutMs);
    const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
    const attempt = prepare(options, route, input, call);
    try {
      const response = await send(options, attempt, {
        signal,
        retries: call.maxRetries ?? options.maxRetries,
      });
      return (await decode(route, response)) as Result;
    } catch (error) {
      if (call.signal?.aborted || !limit.aborted) throw error;
      throw new TimeoutError(
        `${route.operationId} took longer than ${call.timeoutMs ?? options.timeoutMs} ms.`,
        { cause: error },
      );
    }
  },
});

const prepare = (
  options: TransportOptions,
  route: Route,
  input: RequestInput,
  call: RequestOptions,
): Attempt => {
  const headers = new Headers({ ...options.headers, ...input.headers, ...call.headers });
  headers.set('authorization', `Bearer ${options.apiKey}`);
  if (route.idempotency === 'key')
    headers.set('idempotency-key', call.idempotencyKey ?? crypto.randomUUID());
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

/** URL of a call. A path parameter is one segment, whatever it holds. */
const urlOf = (baseUrl: string, route: Route, { path = {}, query = {} }: RequestInput): string => {
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = path[name];
    if (!value || value === '.' || value === '..')
      throw new TypeError(`${route.operationId} needs ${name}.`);
    return encodeURIComponent(value);
  });
  const url = new URL(baseUrl.replace(/\/$/, '') + filled);
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined && item !== null) url.searchParams.append(name, String(item));
  }
  return url.toString();
};

const send = async (
  options: TransportOptions,
  { url, init, repeatable }: Attempt,
  { signal, retries }: { signal: AbortSignal; retries: number },
): Promise<Response> => {
  for (let tries = 0; ; tries += 1) {
    const last = !repeatable || tries >= retries;
    const outcome = await options
      .fetch(url, { ...init, signal })
      .catch((error: unknown) => failure(error, signal, last));
    if (outcome?.ok) return outcome;
    if (outcome && (last || !(await isPassing(outcome)))) throw await errorOf(outcome);
    await pause(pauseMs(tries, outcome?.headers.get('retry-after')), signal);
  }
};

const failure = (error: unknown, signal: AbortSignal, last: boolean): undefined => {
  if (signal.aborted) throw error;
  if (last)
    throw new ConnectionError('The API could not be reached. Check the base URL and the network.', {
      cause: error,
    });
  return undefined;
};

/** True for a refusal that a repeat may get past: a limit, an outage, or the same request still in flight. */
const isPassing = async (response: Response): Promise<boolean> => {
  if (RETRIED.has(response.status)) return true;
  if (response.status !== 409) return false;
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return body.code === 'idempotencyInFlight';
};

const pauseMs = (tries: number, retryAfter: string | null | undefined): number => {
  if (retryAfter && /^\d+$/.test(retryAfter)) return Math.min(Number(retryAfter) * 1000, 60_000);
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  return longest / 2 + Math.random() * (longest / 2);
};

/** Waits, unless the signal ends it. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });

const decode = (route: Route, response: Response): unknown => {
  if (route.response === 'json') return response.json();
  if (route.response === 'text') return response.text();
  if (route.response === 'empty') return response.body?.cancel();
  return response;
};
