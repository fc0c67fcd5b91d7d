import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import type { Desktop } from 'cyberdesk';
import { instances, virtualMachines } from '../support/cluster.ts';
import { runningMachines } from '../support/machines.ts';
import { pidsOf, services, type Service } from '../support/processes.ts';
import { signUp, stack, type Person } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** Every service is killed at a random moment of creates and deletes; afterwards all records agree. */
const victims = Object.keys(services) as Service[];
const createsPerVictim = 5;
let person: Person;
let database: pg.Client;

beforeAll(async () => {
  person = await signUp();
  database = new pg.Client({ connectionString: stack().database.url });
  await database.connect();
});
afterAll(() => database.end());

test.each(victims)(
  'kill -9 of the %s amid creates and deletes leaves nothing behind',
  async (victim) => {
    const work = Promise.allSettled(
      Array.from({ length: createsPerVictim }, (_, index) => churn(index)),
    );
    await kill(victim, 200 + Math.random() * 3_000);
    await work;
    await until('all desktops to settle', async () => (await passing()).length === 0, {
      timeoutMs: 60_000,
      everyMs: 1_000,
    });
    await until('records to agree', async () => (await disagreement()) === '', {
      timeoutMs: 60_000,
      everyMs: 1_000,
    }).catch(async () => expect(await disagreement()).toBe(''));
  },
);

test('after all that everything can be deleted', async () => {
  for await (const desktop of person.client.desktops.list()) await desktop.delete();
  await until(
    'nothing to be left',
    async () => (await alive()).length === 0 && (await disagreement()) === '',
  );
});

/** Creates a desktop and deletes every second one at once, half-made. Failures are expected: a service is being killed. */
const churn = async (index: number): Promise<void> => {
  let desktop: Desktop | undefined;
  try {
    desktop = await person.client.desktops.create({
      name: `chaos-${index}`,
      wait: index % 2 === 0,
    });
  } finally {
    if (index !== 0) await desktop?.delete();
  }
};

const kill = async (victim: Service, afterMs: number): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const pids = await until(`a ${victim} process`, () => {
    const found = pidsOf(victim);
    return found.length > 0 && found;
  });
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await until(`a new ${victim}`, () => pidsOf(victim).some((pid) => !pids.includes(pid)));
};

interface Row {
  id: string;
  state: string;
}

const alive = async (): Promise<Row[]> =>
  (
    await database.query<Row>(
      "select id, state from cyberdesk.desktops where state <> 'deleted' order by id",
    )
  ).rows;

const passing = async (): Promise<Row[]> =>
  (await alive()).filter(({ state }) =>
    ['pending', 'starting', 'stopping', 'deleting'].includes(state),
  );

/** Where database, custom resources, virtual machines and processes disagree; empty when they do not. */
const disagreement = async (): Promise<string> => {
  const rows = await alive();
  const ids = rows.map(({ id }) => id.replace('_', '-')).sort();
  const running = rows
    .filter(({ state }) => state === 'running')
    .map(({ id }) => id.replace('_', '-'))
    .sort();
  const found = {
    instances: await instances(),
    machines: await virtualMachines(),
    processes: runningMachines(),
  };
  const wanted = { instances: ids, machines: ids, processes: running };
  return JSON.stringify(found) === JSON.stringify(wanted) ? '' : JSON.stringify({ found, wanted });
};
