import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  addInstance,
  newName,
  runningStatus,
  seen,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let name: string;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  world.faults.before = undefined as never;
  name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, { phase: 'Starting', sequence: 2 });
  const { instances } = world.gateway.services;
  await seen(world.gateway, () => instances.get(name)?.status.phase === 'Starting');
});

interface Body {
  status: { phase: string };
}

const wait = async (phase: string, waitSeconds: number): Promise<[number, string]> => {
  const query = `phase=${phase}&waitSeconds=${waitSeconds}`;
  const reply = await world.call('GET', `/instances/${name}?${query}`);
  const { status } = (await reply.json()) as Partial<Body>;
  return [reply.status, status?.phase ?? ''];
};

/** Resolves when the request of the caller has read the instance, and so begins to wait. */
const read = (): Promise<void> =>
  new Promise((resolve) => {
    world.faults.after = ({ method }) => {
      if (method === 'GET') setImmediate(resolve);
    };
  });

test('a reply comes as soon as the instance is in the phase', async () => {
  const began = read();
  const reply = wait('Running', 30);
  await began;
  await setStatus(world.kube, name, { ...runningStatus(), sequence: 3 });
  expect(await reply).toEqual([200, 'Running']);
  expect(await wait('Running', 30)).toEqual([200, 'Running']);
});

test('what will not come there ends the wait', async () => {
  const began = read();
  const reply = wait('Running', 30);
  await began;
  await setStatus(world.kube, name, { phase: 'Failed', sequence: 3 });
  expect(await reply).toEqual([200, 'Failed']);
});

test('when the time is over the reply is what is there', async () => {
  expect(await wait('Running', 1)).toEqual([200, 'Starting']);
  expect(await wait('Running', 0)).toEqual([200, 'Starting']);
  expect((await world.call('GET', `/instances/${name}?phase=Running`)).status).toBe(200);
});

test('a copy in memory that is older than what was read counts for nothing', async () => {
  const { instances } = world.gateway.services;
  // Memory says `Starting`; the apiserver is two steps ahead.
  vi.spyOn(instances, 'get').mockReturnValueOnce({
    ...(instances.get(name) as NonNullable<ReturnType<typeof instances.get>>),
    status: { phase: 'Running', sequence: 1 },
  });
  expect(await wait('Running', 1)).toEqual([200, 'Starting']);
});

test('a wait of what is deleted meanwhile is 404', async () => {
  const began = read();
  const reply = wait('Stopped', 30);
  await began;
  await world.kube.instances.delete(name);
  expect((await reply)[0]).toBe(404);
});

test('a wait is bounded, and ends with the process', async () => {
  expect((await wait('Running', 46))[0]).toBe(400);
  const other = await startWorld();
  await addInstance(other.kube, name);
  const began = new Promise<void>((resolve) => {
    other.faults.after = ({ method }) => void (method === 'GET' && setImmediate(resolve));
  });
  const reply = other.call('GET', `/instances/${name}?phase=Running&waitSeconds=45`);
  await began;
  const started = performance.now();
  await other.close();
  expect((await reply).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(5_000);
});
