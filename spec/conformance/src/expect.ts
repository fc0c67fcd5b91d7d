import { isDeepStrictEqual, inspect } from 'node:util';

const shown = (value: unknown): string =>
  inspect(value, { depth: 4, breakLength: Infinity, maxStringLength: 300 });

/** Both are the same, members and all. */
export function same(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`expected ${shown(expected)}, got ${shown(actual)}`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Looks again and again until it holds. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false>,
  what: string,
): Promise<T> {
  const until = performance.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > until) throw new Error(`it did not happen within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
