export interface Backoff {
  minDelayMs?: number;
  maxDelayMs?: number;
}

/** Delays that double up to a bound, each spread at random so that many clients do not come back at once. */
export function backoff({ minDelayMs = 200, maxDelayMs = 10_000 }: Backoff): {
  next(): number;
  reset(): void;
} {
  let delay = minDelayMs;
  return {
    next() {
      const now = delay;
      delay = Math.min(delay * 2, maxDelayMs);
      return now * (0.5 + Math.random() / 2);
    },
    reset() {
      delay = minDelayMs;
    },
  };
}

/** Waits, or until the signal aborts. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}
