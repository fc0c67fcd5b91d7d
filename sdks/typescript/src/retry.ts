import { ConnectionError, errorOf } from './errors.ts';

/** One request, ready to be sent, also again. */
export interface Attempt {
  url: string;
  init: RequestInit;
  /** True when a repeat cannot do the thing twice. */
  repeatable: boolean;
}

/** How an attempt is sent. */
export interface Sending {
  fetch: typeof fetch;
  signal: AbortSignal;
  retries: number;
  /** Time by `performance.now()` after which no repeat is begun. */
  deadline: number;
}

const RETRIED = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

/**
 * Sends a request until it is answered for good. Repeats stop when they are used up or when the server asks for a
 * pause that ends after the deadline: the caller then gets the server's own answer, not a bare timeout.
 */
export const send = async (attempt: Attempt, sending: Sending): Promise<Response> => {
  for (let tries = 0; ; tries += 1) {
    const outcome = await attemptOnce(attempt, sending);
    // A 304 comes only to who asked for it by a tag.
    if (outcome instanceof Response && (outcome.ok || outcome.status === 304)) return outcome;
    const wait = pauseMs(tries, outcome);
    const late = performance.now() + wait > sending.deadline;
    const more = attempt.repeatable && tries < sending.retries && !late;
    if (!more || !(await isPassing(outcome))) throw await thrown(outcome);
    await discard(outcome);
    await pause(wait, sending.signal);
  }
};

const thrown = (outcome: Response | ConnectionError): Error | Promise<Error> =>
  outcome instanceof Response ? errorOf(outcome) : outcome;

/** An answer that nobody reads would hold its connection. */
const discard = async (outcome: Response | ConnectionError): Promise<void> => {
  if (outcome instanceof Response) await outcome.body?.cancel().catch(() => undefined);
};

const attemptOnce = async (
  { url, init }: Attempt,
  { fetch, signal }: Sending,
): Promise<Response | ConnectionError> => {
  try {
    signal.throwIfAborted();
    return await fetch(url, { ...init, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return new ConnectionError(
      `The API at ${new URL(url).origin} could not be reached. Check the base URL and the network.`,
      { cause: error },
    );
  }
};

/** True for what a repeat may get past: the network, a limit, an outage, the same request still in flight. */
const isPassing = async (outcome: Response | ConnectionError): Promise<boolean> => {
  if (!(outcome instanceof Response) || RETRIED.has(outcome.status)) return true;
  if (outcome.status !== 409) return false;
  const body: unknown = await outcome
    .clone()
    .json()
    .catch(() => undefined);
  return (body as { code?: string } | undefined)?.code === 'idempotencyInFlight';
};

/** What `Retry-After` asks for, in seconds or as a date; otherwise twice as long each time, with jitter. */
const pauseMs = (tries: number, outcome: Response | ConnectionError): number => {
  const after = outcome instanceof Response ? outcome.headers.get('retry-after') : null;
  if (after !== null && /^\d+$/.test(after)) return Number(after) * 1000;
  if (after !== null && !Number.isNaN(Date.parse(after)))
    return Math.max(0, Date.parse(after) - Date.now());
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
  return longest / 2 + Math.random() * (longest / 2);
};

/** Waits, unless the signal ends it. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
