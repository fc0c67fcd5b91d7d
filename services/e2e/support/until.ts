import { setTimeout as delay } from 'node:timers/promises';

/** Awaits a condition: calls `probe` until it returns something truthy, or fails naming what was awaited. */
export const until = async <T>(
  what: string,
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, null | undefined | false | '' | 0>> => {
  const deadline = Date.now() + (options.timeoutMs ?? 60_000);
  for (let last: unknown; ;) {
    try {
      const value = await probe();
      if (value) return value as Exclude<T, null | undefined | false | '' | 0>;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`timed out waiting for ${what}; last: ${String(last)}`);
    await delay(options.everyMs ?? 200);
  }
};
