import { Cyberdesk, type Desktop } from 'cyberdesk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fleet, startFleet } from '../support/fleet.ts';
import { keepWatching, type Watch } from '../support/keep-watching.ts';
import { signUp } from '../support/stack.ts';

/** The gateway is rolled again and again while commands run and live views are open: nobody need notice. */
const ROLLS = 3;
const DESKTOPS = 8;
const COMMANDS = 1_000;
/** Commands of clients that never repeat a request: what they are told must be true. */
const BARE_COMMANDS = 200;
const VIEWS = 200;
const AT_ONCE = 12;
const BACK_WITHIN_MS = 2_000;
const LONGEST_SECONDS = 8;
/** As in a pod, where it is 60 s: longer than any request. */
const PRE_STOP_MS = 10_000;

let fleet: Fleet;
let desktops: Desktop[];

beforeAll(async () => {
  const { key } = await signUp();
  fleet = await startFleet(2, PRE_STOP_MS);
  const client = new Cyberdesk({ apiKey: key, baseUrl: fleet.apiUrl });
  desktops = await Promise.all(
    Array.from({ length: DESKTOPS }, () => client.desktops.create({ wait: true })),
  );
});
afterAll(async () => {
  await Promise.all(desktops.map((desktop) => desktop.delete()));
  await fleet.stop();
});

const desktopOf = (index: number): Desktop => desktops[index % DESKTOPS] as Desktop;

interface Outcome {
  name: string;
  index: number;
  /** What the caller was told instead of a result. */
  failure?: string;
}

const ledger = '/tmp/ran';

/** A command that writes down that it ran. Most are short; some are longer than a replica takes to end by SIGTERM. */
const runOne = async (name: string, index: number, maxRetries?: number): Promise<Outcome> => {
  const seconds = index % 50 === 0 ? LONGEST_SECONDS : (index % 10) / 10;
  const script = `echo ${name} >> ${ledger}; sleep ${seconds}`;
  const options = { timeoutSeconds: 30, ...(maxRetries !== undefined && { maxRetries }) };
  try {
    const { exitCode } = await desktopOf(index).run(['sh', '-c', script], options);
    return exitCode === 0 ? { name, index } : { name, index, failure: `exit ${exitCode}` };
  } catch (error) {
    return { name, index, failure: String(error) };
  }
};

const runMany = async (name: string, count: number, maxRetries?: number): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  const worker = async (): Promise<void> => {
    for (const index of indexes) outcomes.push(await runOne(`${name}-${index}`, index, maxRetries));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
};

/** How often each command ran, as the desktops themselves have it. */
const ledgers = async (): Promise<Map<string, number>> => {
  const ran = new Map<string, number>();
  for (const desktop of desktops) {
    const { stdout } = await desktop.run(['cat', ledger]);
    for (const name of stdout.split('\n').filter(Boolean)) ran.set(name, (ran.get(name) ?? 0) + 1);
  }
  return ran;
};

const open = async (index: number): Promise<Watch> => {
  const { streams } = desktopOf(index);
  const { websocketUrl, token } = await streams.create({ role: 'view', expiresInSeconds: 3_600 });
  return keepWatching(websocketUrl, token);
};

const openAll = async (): Promise<Watch[]> => {
  const watches: Watch[] = [];
  for (let index = 0; index < VIEWS; index += DESKTOPS) {
    const batch = Array.from({ length: DESKTOPS }, (_, each) => open(index + each));
    watches.push(...(await Promise.all(batch)));
  }
  return watches;
};

interface Figures {
  /** Times at which rolls began and ended, and the work, in milliseconds. */
  rolls: [number, number][];
  workMs: number;
  commands: Outcome[];
  bare: Outcome[];
  ran: Map<string, number>;
  watches: Watch[];
}

const rollAmid = async (): Promise<Figures> => {
  const watches = await openAll();
  const started = performance.now();
  const now = (): number => Math.round(performance.now() - started);
  const work = Promise.all([runMany('command', COMMANDS), runMany('bare', BARE_COMMANDS, 0)]);
  const ended = work.then(now);
  const rolls: Figures['rolls'] = [];
  for (let roll = 0; roll < ROLLS; roll += 1) {
    const from = now();
    await fleet.roll();
    rolls.push([from, now()]);
  }
  const [commands, bare] = await work;
  await Promise.all(watches.map((watch) => watch.settled()));
  return { rolls, workMs: await ended, commands, bare, ran: await ledgers(), watches };
};

const failuresOf = (outcomes: Outcome[]): string[] =>
  outcomes.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));

const print = ({ rolls, workMs, commands, bare, ran, watches }: Figures): void => {
  const gaps = watches.flatMap((watch) => watch.gaps).sort((a, b) => a - b);
  const at = (part: number): number | undefined => gaps[Math.floor((gaps.length - 1) * part)];
  const figures = {
    rolls,
    workMs,
    commands: { completed: commands.length - failuresOf(commands).length },
    failures: failuresOf([...commands, ...bare]),
    ranTwice: [...ran.values()].filter((times) => times > 1).length,
    views: { cuts: gaps.length, backMs: { p50: at(0.5), p99: at(0.99), max: at(1) } },
    closeCodes: [...new Set(watches.flatMap(({ codes }) => codes))],
    exits: fleet.exits,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
};

const unknown = /may have been done/;

test('three rolls amid 1,000 commands and 200 live views', async () => {
  const figures = await rollAmid();
  print(figures);
  const { rolls, workMs, commands, bare, ran, watches } = figures;
  // The last roll was over before the work was.
  expect(workMs).toBeGreaterThan(rolls.at(-1)?.[1] ?? 0);
  for (const { name, failure } of [...commands, ...bare]) {
    const times = ran.get(name) ?? 0;
    expect(times, `${name} ran ${times} times`).toBeLessThanOrEqual(1);
    if (failure === undefined) expect(times, `${name} completed`).toBe(1);
    else if (!unknown.test(failure)) expect(times, `${name}: ${failure}`).toBe(0);
  }
  const failures = failuresOf(commands);
  for (const failure of failures) expect(failure).toMatch(unknown);
  expect(failures.length).toBeLessThanOrEqual(COMMANDS * 0.01);
  const gaps = watches.flatMap((watch) => watch.gaps);
  expect(gaps.length).toBeGreaterThanOrEqual(VIEWS);
  const late = gaps.filter((ms) => ms > BACK_WITHIN_MS);
  const lost = watches.filter((watch) => watch.lost !== undefined);
  expect(late.length + lost.length).toBeLessThanOrEqual(gaps.length * 0.01);
  expect(fleet.exits).toEqual(Array.from({ length: 2 * ROLLS }, () => 0));
});
