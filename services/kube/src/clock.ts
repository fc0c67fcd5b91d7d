/** Time as a port: tests step it, production reads the machine's. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  delay(ms: number, signal?: AbortSignal): Promise<void>;
}

// setTimeout fires at once for anything longer.
const maxTimeoutMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  delay: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(Math.max(0, ms), maxTimeoutMs));
      signal?.addEventListener('abort', done, { once: true });
    }),
};
