import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@cyberdesk/kit/logger';

/** Does the work again and again, with a pause after each round; a failure is logged and the next round goes on. */
export const startLoop = (
  log: Logger,
  { name, pauseMs }: { name: string; pauseMs: number },
  work: (signal: AbortSignal) => Promise<unknown>,
): { stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await work(signal).catch((error: unknown) =>
        log.warn({ err: error, loop: name }, 'a round failed; trying again'),
      );
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return { stop };
};
