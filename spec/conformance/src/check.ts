import type { Target } from './target.ts';

/** What a kind of desktop may be unable to promise. */
export type Omission = 'identity' | 'clock' | 'fork bomb';

export interface Check {
  area: string;
  /** Operations whose promise it holds. */
  operations: readonly string[];
  promise: string;
  needs?: Omission;
  run(target: Target): Promise<void>;
}

export interface Outcome {
  check: Check;
  result: 'ok' | 'failed' | 'omitted';
  error?: string;
  durationMs: number;
}

export interface SuiteOptions {
  only?: string | undefined;
  omit?: readonly string[];
  report?: (outcome: Outcome) => void;
}

const CHECK_MS = 120_000;

/** Runs checks one after the other: they share one screen. */
export async function runChecks(
  checks: readonly Check[],
  target: Target,
  { only, omit = [], report = () => undefined }: SuiteOptions = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks.filter((one) => only === undefined || one.area === only)) {
    const started = performance.now();
    const durationMs = () => Math.round(performance.now() - started);
    const isOmitted = check.needs !== undefined && omit.includes(check.needs);
    const error = isOmitted ? undefined : await failure(check, target);
    const result = isOmitted ? 'omitted' : error === undefined ? 'ok' : 'failed';
    const outcome: Outcome = {
      check,
      result,
      durationMs: durationMs(),
      ...(error === undefined ? {} : { error }),
    };
    outcomes.push(outcome);
    report(outcome);
  }
  return outcomes;
}

async function failure(check: Check, target: Target): Promise<string | undefined> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`took longer than ${CHECK_MS} ms`)),
    CHECK_MS,
  );
  try {
    await Promise.race([check.run(target), late.promise]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    clearTimeout(timer);
  }
}

/** Adds checks of one area to a list. */
export const area =
  (name: string, list: Check[]) =>
  (
    operations: string | readonly string[],
    promise: string,
    run: Check['run'],
    needs?: Omission,
  ): void => {
    list.push({
      area: name,
      operations: [operations].flat(),
      promise,
      run,
      ...(needs ? { needs } : {}),
    });
  };
