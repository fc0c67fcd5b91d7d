import { afterEach, expect, test } from 'vitest';
import { missing, World } from '../../test/world.ts';
import { fits, quotaFact } from './quota.ts';

const use = { instances: 2, vcpus: 4, memoryMiB: 4096 };
const more = { instances: 1, vcpus: 2, memoryMiB: 2048 };

test.each([
  ['no limits', undefined, 'ok'],
  ['room for exactly one more', { instances: 3, vcpus: 6, memoryMiB: 6144 }, 'ok'],
  ['too many', { instances: 2 }, 'InstancesExceeded'],
  ['none allowed', { instances: 0 }, 'InstancesExceeded'],
  ['processors', { instances: 3, vcpus: 5 }, 'VcpusExceeded'],
  ['memory', { memoryMiB: 6143 }, 'MemoryExceeded'],
  ['snapshots are no matter of a start', { snapshots: 0 }, 'ok'],
])('%s: %s → %s', (_, limits, expected) => {
  const answer = fits(limits, use, more);
  expect(answer.ok ? 'ok' : answer.reason).toBe(expected);
});

test("the account's condition names the limit that is in the way", () => {
  const waits = fits({ vcpus: 5 }, use, more);
  expect(waits.ok).toBe(false);
  if (!waits.ok) {
    expect(quotaFact({ vcpus: 5 }, waits)).toMatchObject({
      status: 'True',
      reason: 'VcpusExceeded',
      message:
        'The organization may use 5 virtual processors at a time. This one starts when another one stops.',
    });
  }
  expect(quotaFact({ vcpus: 5 }, undefined)).toMatchObject({ reason: 'WithinLimits' });
  expect(quotaFact({}, undefined)).toMatchObject({ status: 'False', reason: 'Unlimited' });
});

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

const names = ['dsk-a', 'dsk-b', 'dsk-c', 'dsk-d', 'dsk-e'];

async function full(limits: { instances?: number; vcpus?: number }): Promise<World> {
  const world = new World();
  worlds.push(world);
  await world.createAccount(undefined, limits);
  await world.start();
  await Promise.all(names.map(async (name) => await world.create({}, name)));
  await world.settle();
  return world;
}

async function inPhase(world: World, phase: string): Promise<string[]> {
  const all = await Promise.all(names.map(async (name) => await world.instances.find(name)));
  return all.flatMap((found) => (found?.status?.phase === phase ? [found.metadata.name] : []));
}

test('of five created at once two run, three wait without a machine and say why', async () => {
  const world = await full({ instances: 2 });
  expect(await inPhase(world, 'Running')).toHaveLength(2);
  const waiting = await inPhase(world, 'Pending');
  expect(waiting).toHaveLength(3);
  for (const name of waiting) {
    const { status } = await world.get(name);
    expect(status).toMatchObject({ phase: 'Pending', reason: 'QuotaExceeded' });
    expect(status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'False', reason: 'QuotaExceeded' }),
    );
    expect(await missing(world.vms.get(name))).toBe(true);
  }
  const { status } = await world.account();
  expect(status?.use).toEqual({ instances: 2, vcpus: 4, memoryMiB: 4096, snapshots: 0 });
  expect(status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'QuotaExceeded', status: 'True', reason: 'InstancesExceeded' }),
  );
});

test('what waits starts when one stops, is deleted or fails, and nothing runs beside the limit', async () => {
  const world = await full({ vcpus: 4 });
  const [first = '', second = ''] = await inPhase(world, 'Running');
  await world.change({ desiredState: 'Stopped' }, first);
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(2);
  await world.instances.delete(second);
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(2);
  expect(await inPhase(world, 'Pending')).toHaveLength(1);
  const [third = ''] = await inPhase(world, 'Running');
  await world.hypervisor.end(third, 'Succeeded');
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(2);
  expect(await inPhase(world, 'Pending')).toHaveLength(0);
  await world.change({ startCount: 2, desiredState: 'Running' }, first);
  await world.settle();
  expect((await world.get(first)).status).toMatchObject({
    phase: 'Pending',
    reason: 'QuotaExceeded',
    observedStartCount: 2,
  });
});

test('higher limits let the waiting in; lower ones stop nothing that runs', async () => {
  const world = await full({ instances: 1 });
  const account = (await world.account()).metadata.name;
  await world.accounts.mergePatch(account, { spec: { limits: { instances: 4 } } });
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(4);
  await world.accounts.mergePatch(account, { spec: { limits: { instances: 1 } } });
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(4);
  const [any = ''] = await inPhase(world, 'Running');
  await world.hypervisor.end(any, 'Failed');
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(4);
  await world.accounts.mergePatch(account, { spec: { limits: null } });
  await world.settle();
  expect(await inPhase(world, 'Running')).toHaveLength(5);
});

test('waiting takes no time off the start, and ends with a stop', async () => {
  const world = await full({ instances: 4 });
  const [waiting = ''] = await inPhase(world, 'Pending');
  await world.pass(700);
  expect((await world.get(waiting)).status?.reason).toBe('QuotaExceeded');
  await world.change({ desiredState: 'Stopped' }, (await inPhase(world, 'Running'))[0]);
  await world.settle();
  expect((await world.get(waiting)).status?.phase).toBe('Running');
});

test('at rest nothing is written, however many wait', async () => {
  const world = await full({ instances: 2 });
  await world.pass(5);
  const before = world.writes.length;
  await world.pass(120);
  expect(world.writes.length).toBe(before);
});

/** The most machines that were to run at the same time, by every write there was. */
function mostAtOnce({ store }: World): number {
  const running = new Set<string>();
  const counts = store.changes
    .filter(({ plural }) => plural === 'virtualmachines')
    .map(({ type, object }) => {
      const { runStrategy } = object.spec as { runStrategy?: string };
      if (type === 'DELETED' || runStrategy === 'Halted') running.delete(object.metadata.name);
      else running.add(object.metadata.name);
      return running.size;
    });
  return Math.max(...counts);
}

test.each([...Array.from({ length: 40 }).keys()])(
  'a leader that dies at write %i admits no third one',
  async (at) => {
    const world = new World();
    worlds.push(world);
    await world.createAccount(undefined, { instances: 2 });
    let writes = 0;
    world.faultAt = (_, phase) => {
      if (phase === 'before') writes += 1;
      return writes === at && phase === 'after' ? 'crash' : undefined;
    };
    await world.start();
    // The next leader looks at them in the order of names, so those that have a machine come last.
    for (const name of names.toReversed()) await world.create({}, name);
    await world.settle();
    expect(await inPhase(world, 'Running')).toHaveLength(2);
    expect(mostAtOnce(world)).toBe(2);
  },
);
