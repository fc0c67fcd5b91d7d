export interface BackoffOptions {
  baseMs: number;
  maxMs: number;
  /** 0 … 1; for tests. */
  random?: () => number;
}

export interface Backoff {
  /** The next wait: doubles each time, between half and all of the step, so that clients spread. */
  next(): number;
  reset(): void;
}

export function createBackoff({ baseMs, maxMs, random = Math.random }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    next: () => {
      const step = Math.min(maxMs, baseMs * 2 ** Math.min(failures, 30));
      failures += 1;
      return Math.round(step * (0.5 + random() / 2));
    },
    reset: () => {
      failures = 0;
    },
  };
}
