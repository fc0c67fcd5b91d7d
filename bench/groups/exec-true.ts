import { startFastApi } from '../peers/fastapi.ts';
import { pidsOf } from '../../services/e2e/support/processes.ts';
import { demoClient, stack } from '../../services/e2e/support/stack.ts';
import { withCleanup, type Cleanup } from '../support/cleanup.ts';
import { execdOf } from '../support/desktop-address.ts';
import { expectStatus, send } from '../support/http.ts';
import { median, percentile } from '../support/numbers.ts';
import { cpuOf } from '../support/processes.ts';
import { startOwnStack } from '../support/stack.ts';
import { ratio, type Row } from '../table.ts';

const ROUNDS = 5;
const ALONE = 40;
const TOGETHER = 160;
const CONNECTIONS = 8;

/** A way to run `true` in the desktop. */
interface Way {
  name: string;
  pids: number[];
  url: string;
  headers: () => Promise<Record<string, string>>;
}

interface Round {
  alone: number[];
  rate: number;
  cpu: number;
}

/** `true` in a desktop of the process stack, by API and gateway and by a FastAPI gateway before the same execd. */
export const execTrue = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const ways = await openWays(cleanup);
    for (const way of ways) await measure(way);
    const rounds = ways.map((): Round[] => []);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, way] of ways.entries()) rounds[index]?.push(await measure(way));
    return rows(ways, rounds);
  });

const openWays = async (cleanup: Cleanup): Promise<Way[]> => {
  await startOwnStack(cleanup, 'process');
  const desktop = await demoClient().desktops.create({ wait: true });
  const execd = await execdOf(desktop.id);
  const peer = await startFastApi(cleanup, execd.url);
  const { api } = stack();
  return [
    {
      name: 'API and gateway',
      pids: [...pidsOf('api'), ...pidsOf('gateway')],
      url: `${api.url}/v1/desktops/${desktop.id}/commands`,
      headers: () => Promise.resolve({ authorization: `Bearer ${api.key}` }),
    },
    {
      name: 'FastAPI and httpx',
      pids: peer.pids,
      url: `http://127.0.0.1:${peer.port}/instances/${desktop.id}/commands`,
      headers: async () => ({ authorization: `Bearer ${await execd.token()}` }),
    },
  ];
};

/** One after the other for the latency, eight at a time for the rate. */
const measure = async ({ url, pids, headers }: Way): Promise<Round> => {
  const own = await headers();
  const once = async (): Promise<number> => {
    const begun = performance.now();
    const answer = await send(url, { json: { command: ['true'] }, headers: own });
    const { exitCode } = JSON.parse(expectStatus(answer, 200, 201).body.toString()) as {
      exitCode?: number;
    };
    if (exitCode !== 0) throw new Error(`true ended with ${exitCode}`);
    return performance.now() - begun;
  };
  const alone: number[] = [];
  for (let count = 0; count < ALONE; count += 1) alone.push(await once());
  const [begun, cpu] = [performance.now(), cpuOf(...pids)];
  await together(once);
  const rate = (TOGETHER * 1000) / (performance.now() - begun);
  return { alone, rate, cpu: (cpuOf(...pids) - cpu) / TOGETHER };
};

const together = async (work: () => Promise<unknown>): Promise<void> => {
  let left = TOGETHER;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
};

const rows = (ways: Way[], rounds: Round[][]): Row[] => {
  const figures = rounds.map((own) => ({
    p50: median(own.map(({ alone }) => median(alone))),
    p99: percentile(
      own.flatMap(({ alone }) => alone),
      0.99,
    ),
    rate: median(own.map(({ rate }) => rate)),
    cpu: median(own.map(({ cpu }) => cpu)),
  }));
  const [us, them] = figures;
  return [
    ...figures.flatMap(({ p50, p99, rate, cpu }, index) => [
      { what: `true by ${ways[index]?.name}, p50`, value: p50, unit: 'ms' },
      { what: `true by ${ways[index]?.name}, p99`, value: p99, unit: 'ms' },
      { what: `true by ${ways[index]?.name}, requests`, value: rate, unit: 'per s' },
      { what: `true by ${ways[index]?.name}, CPU`, value: cpu, unit: 'ms' },
    ]),
    ratio('true, p50 / FastAPI', us?.p50, them?.p50, { atMost: 0.33 }),
    ratio('true, requests a second / FastAPI', us?.rate, them?.rate, { atLeast: 4 }),
  ];
};
