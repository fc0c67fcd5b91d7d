import type { Clock } from './clock.ts';

interface WatchdogOptions {
  clock: Clock;
  silenceMs: number;
  parent: AbortSignal;
  lastHeard: () => number;
}

export interface Watchdog {
  /** Aborts when the parent does or when nothing was heard for too long. */
  signal: AbortSignal;
  silent(): boolean;
  close(): void;
}

/** One timer per period of silence, not one per event. */
export function watchdog({ clock, silenceMs, parent, lastHeard }: WatchdogOptions): Watchdog {
  const cut = new AbortController();
  const closed = new AbortController();
  const ended = AbortSignal.any([parent, closed.signal]);
  let silent = false;
  const observe = async () => {
    while (!ended.aborted && !silent) {
      const left = lastHeard() + silenceMs - clock.now();
      silent = left <= 0;
      if (silent) cut.abort(new Error(`The watch was silent for ${silenceMs} ms.`));
      else await clock.delay(left, ended);
    }
  };
  void observe();
  return {
    signal: AbortSignal.any([parent, cut.signal]),
    silent: () => silent,
    close: () => closed.abort(),
  };
}
