import { expect, test } from 'vitest';
import { type FaultAt, shard, World } from '../../test/world.ts';
import { poolLabel } from '../constants.ts';

const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };

/** A pool of this size, full. */
async function open(size: number, faultAt: FaultAt = () => undefined): Promise<World> {
  const world = new World();
  await world.pools.create({
    apiVersion: 'cyberdesk.io/v1alpha1',
    kind: 'CyberdeskPool',
    metadata: { name: 'p' },
    spec: { template: 'desktop-base', resources, size, minSize: 0, maxSize: 9 },
  });
  await world.createAccount();
  await world.start();
  await world.settle();
  await world.pass(1.5);
  await world.settle();
  world.writes.length = 0;
  world.faultAt = faultAt;
  return world;
}

/** Machines of desktops, by the desktop's name. */
const owners = async (world: World) => {
  const machines = (await world.vms.list()).items;
  return machines.flatMap(({ metadata }) => metadata.labels?.['cyberdesk.io/instance'] ?? []);
};
const machineOf = async (world: World) => (await world.get()).status?.machine?.name;

test('a machine that runs already is taken by one patch, and the first seconds are not billed before', async () => {
  const world = await open(2);
  await world.create();
  await world.settle();
  const { status = {} } = await world.get();
  expect(await owners(world)).toEqual(['dsk-a']);
  expect(status).toMatchObject({
    phase: 'Running',
    machine: { name: expect.stringMatching(/^wrm-/), namespace: shard },
    provisioning: { kind: 'Warm', pool: 'p' },
  });
  expect(world.writes.filter((write) => write === 'PATCH virtualmachines')).toHaveLength(1);
  const own = world.writes.filter((write) => !/bind|pools|POST virtualmachines/.test(write));
  expect(own.length).toBeLessThanOrEqual(6);
  await world.stop();
});

test('without a free machine a new one is made, and the customer is told why', async () => {
  const world = await open(0);
  await world.create();
  await world.settle();
  const { status } = await world.get();
  expect(status).toMatchObject({
    machine: { name: 'dsk-a' },
    provisioning: { kind: 'Cold', coldReason: 'PoolEmpty' },
  });
  await world.stop();
});

test('a chosen machine that somebody else took is not waited for', async () => {
  const world = await open(2);
  let stolen: string | undefined;
  world.faultAt = (call, phase) => {
    const claims = typeof call !== 'string' && call.plural === 'virtualmachines';
    if (!claims || phase !== 'before' || call.method !== 'PATCH' || stolen !== undefined)
      return undefined;
    stolen = call.name;
    const labels = { [poolLabel]: null, 'cyberdesk.io/instance-uid': 'another' };
    void world.vms.mergePatch(call.name ?? '', { metadata: { labels } });
    return undefined;
  };
  await world.create();
  await world.settle();
  expect(stolen).toMatch(/^wrm-/);
  expect(await machineOf(world)).toMatch(/^wrm-/);
  expect(await machineOf(world)).not.toBe(stolen);
  await world.stop();
});

test('a desktop that goes takes its machine with it and no other', async () => {
  const world = await open(2);
  await world.create();
  await world.settle();
  await world.change({ desiredState: 'Deleted' });
  await world.settle();
  await world.instances.delete('dsk-a');
  await world.settle();
  expect(await owners(world)).toEqual([]);
  expect((await world.vms.list()).items).toHaveLength(2);
  await world.stop();
});

test('a machine of an instance that was torn away is found by its label', async () => {
  const world = await open(1);
  await world.create();
  await world.settle();
  await world.instances.mergePatch('dsk-a', { metadata: { finalizers: [] } });
  await world.instances.delete('dsk-a');
  await world.settle();
  expect(await owners(world)).toEqual([]);
  await world.stop();
});

function nth(n: number, mode: 'fail' | 'crash', at: 'before' | 'after'): FaultAt {
  let writes = 0;
  return (_, phase) => {
    if (phase === 'before') writes += 1;
    return writes === n && phase === at ? mode : undefined;
  };
}

test.each([
  ['fail', 'before'],
  ['fail', 'after'],
  ['crash', 'before'],
  ['crash', 'after'],
] as const)('%s %s each write of a claim: one machine, one owner', async (mode, at) => {
  for (let n = 1; n <= 9; n += 1) {
    const world = await open(3, nth(n, mode, at));
    await world.create();
    await world.settle();
    expect(await owners(world), `write ${n}`).toEqual(['dsk-a']);
    expect((await world.get()).status).toMatchObject({ phase: 'Running' });
    await world.stop();
  }
});
