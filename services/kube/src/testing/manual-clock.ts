import type { Clock } from '../clock.ts';

export interface ManualClock extends Clock {
  /** Moves the time; whoever waited for a moment on the way is woken in order. */
  advance(ms: number): void;
}

interface Sleeper {
  at: number;
  wake: () => void;
}

/** A clock that stands still until it is moved. */
export function createManualClock(start: number): ManualClock {
  const sleepers = new Set<Sleeper>();
  let now = start;
  return {
    now: () => now,
    delay: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        if (signal?.aborted || ms <= 0) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    advance: (ms) => {
      now += ms;
      const due = [...sleepers].filter(({ at }) => at <= now);
      for (const { wake } of due.sort((a, b) => a.at - b.at)) wake();
    },
  };
}
