import { readFileSync } from 'node:fs';

/** How one variable is read: its text becomes a value, or an Error says what is expected. */
export interface Reader<T> {
  parse: (text: string) => T;
  /** Used when the variable is absent; without it the variable is required. */
  fallback?: T;
  required: boolean;
}

type Values<Spec> = { [Name in keyof Spec]: Spec[Name] extends Reader<infer T> ? T : never };

const reader = <T>(parse: (text: string) => T, fallback: T | undefined): Reader<T> =>
  fallback === undefined ? { parse, required: true } : { parse, fallback, required: false };

/** Any text. */
export const string = (fallback?: string): Reader<string> => reader((text) => text, fallback);

/** Text that may be absent. */
export const optional = (): Reader<string | undefined> => ({
  parse: (text) => text,
  fallback: undefined,
  required: false,
});

/** A whole number within bounds. */
export const int = (
  fallback?: number,
  bounds: { min?: number; max?: number } = {},
): Reader<number> =>
  reader((text) => {
    const value = Number(text);
    const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = bounds;
    if (!/^-?\d+$/.test(text) || value < min || value > max)
      throw new Error(`must be a whole number from ${min} to ${max}`);
    return value;
  }, fallback);

/** An http, https, ws, wss or postgres URL, without a slash at its end. */
export const url = (fallback?: string): Reader<string> =>
  reader((text) => {
    if (!URL.canParse(text)) throw new Error('must be a URL such as http://127.0.0.1:7600');
    return text.replace(/\/$/, '');
  }, fallback);

/** One of a few words. */
export const choice = <T extends string>(choices: readonly T[], fallback?: T): Reader<T> =>
  reader((text) => {
    const found = choices.find((each) => each === text);
    if (!found) throw new Error(`must be one of ${choices.join(', ')}`);
    return found;
  }, fallback);

/** Words separated by commas. */
export const list = (fallback?: string[]): Reader<string[]> =>
  reader(
    (text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    fallback,
  );

/** Path of a file that can be read now. */
export const file = (fallback?: string): Reader<string> =>
  reader((text) => {
    try {
      readFileSync(text);
    } catch {
      throw new Error(`must name a readable file; ${text} is none`);
    }
    return text;
  }, fallback);

/** Reads all variables at once and throws one message that names every one that is missing or wrong, with the fix. */
export const readConfig = <Spec extends Record<string, Reader<unknown>>>(
  env: Record<string, string | undefined>,
  spec: Spec,
): Values<Spec> => {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(spec)) {
    try {
      values[name] = readOne(env[name], each);
    } catch (error) {
      faults.push(`${name} ${(error as Error).message}`);
    }
  }
  if (faults.length > 0)
    throw new Error(
      `The configuration is not usable. Set these variables:\n  ${faults.join('\n  ')}`,
    );
  return values as Values<Spec>;
};

const readOne = (text: string | undefined, each: Reader<unknown>): unknown => {
  if (text !== undefined && text !== '') return each.parse(text);
  if (each.required) throw new Error('is missing and has no default');
  return each.fallback;
};
