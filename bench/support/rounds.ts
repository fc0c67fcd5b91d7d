import { figure, type Row } from '../table.ts';
import { median, percentile } from './numbers.ts';

/** One side of a comparison. */
export interface Side {
  name: string;
  /** Done before each operation, outside of its time. */
  before?: () => Promise<void>;
  operation: () => Promise<unknown>;
  /** Processor time so far, in ms, of the processes that serve this side. */
  cpu?: () => number;
  /** Operations in a round, when they differ from the plan's: slow peers need fewer. */
  operations?: number;
}

/** What a side took for one operation, in ms. */
export interface Measured {
  p50: number;
  p99: number;
  cpu: number;
}

export interface Plan {
  rounds: number;
  operations: number;
}

interface Round {
  times: number[];
  cpu: number;
}

/** A-B-A-B: every round runs every side. Medians of the rounds count, so that one disturbance does not. */
export const interleave = async (
  sides: Side[],
  { rounds, operations }: Plan,
): Promise<Measured[]> => {
  const results = sides.map((): Round[] => []);
  for (const side of sides) await attempt(side);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, side] of sides.entries())
      results[index]?.push(await runRound(side, side.operations ?? operations));
  }
  return results.map(summarize);
};

const runRound = async (side: Side, operations: number): Promise<Round> => {
  const times: number[] = [];
  const before = side.cpu?.() ?? Number.NaN;
  for (let index = 0; index < operations; index += 1) times.push(await attempt(side));
  return { times, cpu: ((side.cpu?.() ?? Number.NaN) - before) / operations };
};

const attempt = async ({ before, operation }: Side): Promise<number> => {
  await before?.();
  const begun = performance.now();
  await operation();
  return performance.now() - begun;
};

const summarize = (rounds: Round[]): Measured => ({
  p50: median(rounds.map(({ times }) => median(times))),
  p99: percentile(
    rounds.flatMap(({ times }) => times),
    0.99,
  ),
  cpu: median(rounds.map(({ cpu }) => cpu)),
});

/** What a side took, as rows of a table. */
export const timesOf = (what: string, measured: Measured | undefined): Row[] => {
  const rows = [figure(`${what}, p50`, measured?.p50), figure(`${what}, p99`, measured?.p99)];
  if (measured && !Number.isNaN(measured.cpu)) rows.push(figure(`${what}, CPU`, measured.cpu));
  return rows;
};
