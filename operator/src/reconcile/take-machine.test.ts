import { expect, test } from 'vitest';
import { type FaultAt, shard, World } from '../../test/world.ts';
import type { Cluster } from '../cluster.ts';
import { poolLabel } from '../constants.ts';
import type { WarmMachines } from '../pool/warm.ts';
import { isUnclaimed } from './machine-name.ts';
import { desiredVirtualMachine } from './virtual-machine.ts';

const options = { imagesNamespace: 'images', userData: '{}', cpuAllocationRatio: 1 };
const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };

/** Hands out the machines that its cache shows as free, in their order. */
function firstFree({ shards }: Cluster): WarmMachines {
  const machines = () => shards.get(shard)?.machines.cache.list() ?? [];
  return {
    take: () => {
      const found = machines().find((vm) => isUnclaimed(vm));
      if (found === undefined) return { kind: 'Cold', reason: 'PoolEmpty' };
      return { kind: 'Warm', candidate: { pool: 'p', shard, name: found.metadata.name } };
    },
    giveBack: () => {},
    isUsable: ({ name }) => machines().some((vm) => vm.metadata.name === name && isUnclaimed(vm)),
  };
}

async function open(size: number, faultAt: FaultAt = () => undefined): Promise<World> {
  const world = new World();
  world.warm = firstFree;
  const labels = { [poolLabel]: 'p' };
  for (let each = 0; each < size; each += 1) {
    const shape = { namespace: shard, owner: 'cyberdesk', template: 'desktop-base', resources };
    const machine = desiredVirtualMachine({ ...shape, name: `wrm-${each}`, labels }, options);
    await world.vms.create(machine);
  }
  await world.createAccount();
  await world.start();
  await world.settle();
  world.writes.length = 0;
  world.faultAt = faultAt;
  return world;
}

const owners = async (world: World) =>
  (await world.vms.list()).items.map(
    ({ metadata }) => `${metadata.name} ${metadata.labels?.['cyberdesk.io/instance'] ?? '-'}`,
  );

test('a machine that runs already is taken by one patch, and the first seconds are not billed before', async () => {
  const world = await open(2);
  await world.create();
  await world.settle();
  const { status = {} } = await world.get();
  expect(await owners(world)).toEqual(['wrm-0 dsk-a', 'wrm-1 -']);
  expect(status).toMatchObject({
    phase: 'Running',
    machine: { name: 'wrm-0', namespace: shard },
    provisioning: { kind: 'Warm', pool: 'p' },
  });
  expect(world.writes.filter((write) => write === 'PATCH virtualmachines')).toHaveLength(1);
  expect(world.writes.filter((write) => write !== 'bind').length).toBeLessThanOrEqual(6);
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
  world.faultAt = (call, phase) => {
    const claims = typeof call !== 'string' && call.plural === 'virtualmachines';
    if (!claims || phase !== 'before' || world.writes.length > 4) return undefined;
    const labels = { [poolLabel]: null, 'cyberdesk.io/instance-uid': 'another' };
    void world.vms.mergePatch('wrm-0', { metadata: { labels } });
    return undefined;
  };
  await world.create();
  await world.settle();
  expect((await world.get()).status?.machine?.name).toBe('wrm-1');
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
  expect(await owners(world)).toEqual(['wrm-1 -']);
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
  for (let n = 1; n <= 7; n += 1) {
    const world = await open(3, nth(n, mode, at));
    await world.create();
    await world.settle();
    const claimed = (await owners(world)).filter((owner) => owner.endsWith('dsk-a'));
    expect(claimed, `write ${n}`).toHaveLength(1);
    expect((await world.get()).status).toMatchObject({ phase: 'Running' });
    await world.stop();
  }
});
