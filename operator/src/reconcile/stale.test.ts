import { silentLogger } from '@cyberdesk/kit/logger';
import { isConflict } from '@cyberdesk/kube/errors';
import type { Informer } from '@cyberdesk/kube/informer';
import type { KubeObject, ResourceType } from '@cyberdesk/kube/objects';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createManualClock } from '@cyberdesk/kube/testing/manual-clock';
import { createMemoryClient } from '@cyberdesk/kube/testing/memory-client';
import { expect, test } from 'vitest';
import { instance } from '../../test/objects.ts';
import { now, vm, vmi } from '../../test/views.ts';
import type { Kind } from '../cluster.ts';
import {
  accountType,
  instanceFinalizer,
  instanceType,
  machineAnnotation,
  machineInstanceType,
  networkPolicyType,
  poolLabel,
  poolType,
  provisioningAnnotation,
  shardLabel,
  snapshotType,
  virtualMachineRestoreType,
  virtualMachineSnapshotType,
  virtualMachineType,
} from '../constants.ts';
import type { Context } from '../context.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';
import type { NetworkPolicy } from '../network/network-policy.ts';
import { noWarmMachines } from '../pool/warm.ts';
import type { Account, Instance, InstanceStatus, Pool, Snapshot } from '../resources.ts';
import type { MachineRestore, MachineSnapshot } from '../snapshot-api.ts';
import { reconcileInstance } from './instance.ts';

/** The caches say what the test says; calls go to the cluster. */
function setup() {
  const clock = createManualClock(now);
  const client = createMemoryClient(new MemoryCluster(clock.now));
  const kind = <T extends KubeObject>(
    type: ResourceType,
    namespace: string,
  ): Kind<T> & Cached<T> => {
    const cached = new Map<string, T>();
    const api = client.resource<T>(type, namespace);
    const cache = { get: (name) => cached.get(name), size: () => cached.size } as Informer<T>;
    return { cached, api, cache };
  };
  const instances = kind<Instance>(instanceType, 'cyberdesk');
  const machines = kind<VirtualMachine>(virtualMachineType, 'shard');
  const machineInstances = kind<VirtualMachineInstance>(machineInstanceType, 'shard');
  const others = {
    snapshots: kind<MachineSnapshot>(virtualMachineSnapshotType, 'shard'),
    restores: kind<MachineRestore>(virtualMachineRestoreType, 'shard'),
    policies: kind<NetworkPolicy>(networkPolicyType, 'shard'),
    ofInstance: () => [],
  };
  const context: Context = {
    cluster: {
      instances,
      accounts: kind<Account>(accountType, 'cyberdesk'),
      pools: kind<Pool>(poolType, 'cyberdesk'),
      snapshots: kind<Snapshot>(snapshotType, 'cyberdesk'),
      shards: new Map([['shard', { ...others, machines, machineInstances }]]),
      byOrganization: { instances: () => [], account: () => undefined },
      synced: async () => {},
      caches: () => [],
      stop: async () => {},
    },
    namespace: 'cyberdesk',
    clock,
    log: silentLogger(),
    use: async () => await Promise.reject(new Error('not asked for')),
    warm: noWarmMachines,
    pools: { ...noWarmMachines, members: () => [], setHash: () => {} },
    imageRevision: async () => '',
    subresources: { pause: async () => {}, unpause: async () => {} },
    quota: {
      admit: () => ({ ok: true }),
      release: () => {},
      use: () => ({ instances: 0, vcpus: 0, memoryMiB: 0 }),
      waits: () => undefined,
      onRoom: () => {},
    },
    bind: async () => await Promise.reject(new Error('not asked for')),
    machineOptions: async () => ({ imagesNamespace: 'i', userData: '{}', cpuAllocationRatio: 1 }),
  };
  return { context, instances, machines, machineInstances };
}

interface Cached<T> {
  cached: Map<string, T>;
}
type Setup = ReturnType<typeof setup>;

/** An instance that stands in cluster and cache alike. */
async function place(
  { instances }: Setup,
  spec: Partial<Instance['spec']> = {},
): Promise<Instance> {
  const fresh = instance('dsk-a', spec);
  fresh.metadata.finalizers = [instanceFinalizer];
  fresh.metadata.labels = { [shardLabel]: 'shard' };
  const created = await instances.api.create(fresh);
  instances.cached.set('dsk-a', created);
  return created;
}

async function withStatus({ instances }: Setup, status: InstanceStatus): Promise<void> {
  instances.cached.set('dsk-a', await instances.api.patchStatus('dsk-a', status));
}

/** Its machine, in the cluster only: the caches have not heard of it. */
async function machineOf({ machines }: Setup, owner: Instance): Promise<VirtualMachine> {
  const labels = { 'cyberdesk.io/instance-uid': owner.metadata.uid ?? '' };
  return await machines.api.create(vm('RerunOnFailure', { labels }));
}

const phaseOf = async ({ instances }: Setup) => (await instances.api.get('dsk-a')).status?.phase;

test('a status computed from an old instance is refused, not written over a newer one', async () => {
  const world = setup();
  await place(world);
  await world.instances.api.patchStatus('dsk-a', { phase: 'Stopped', sequence: 41 });
  const error: unknown = await reconcileInstance(world.context, 'dsk-a').catch((thrown) => thrown);
  expect(isConflict(error)).toBe(true);
  expect((await world.instances.api.get('dsk-a')).status).toEqual({
    phase: 'Stopped',
    sequence: 41,
  });
});

test('a machine that the cache does not know yet is not lost', async () => {
  const world = setup();
  const owner = await place(world);
  const { uid = '' } = (await machineOf(world, owner)).metadata;
  const machine = { namespace: 'shard', name: 'dsk-a', virtualMachineUid: uid };
  await withStatus(world, {
    phase: 'Starting',
    reason: 'StartRequested',
    observedStartCount: 1,
    machine,
  });
  await reconcileInstance(world.context, 'dsk-a');
  expect(await phaseOf(world)).toBe('Starting');
});

test('our own creation, of which the record was lost, is adopted', async () => {
  const world = setup();
  const { uid } = (await machineOf(world, await place(world))).metadata;
  await reconcileInstance(world.context, 'dsk-a');
  const { status } = await world.instances.api.get('dsk-a');
  expect(status).toMatchObject({ phase: 'Starting', machine: { virtualMachineUid: uid } });
});

test("a namesake's machine is not adopted", async () => {
  const world = setup();
  await place(world);
  await world.machines.api.create(vm('RerunOnFailure', { labels: {} }));
  await expect(reconcileInstance(world.context, 'dsk-a')).rejects.toThrow('being removed');
  expect(await phaseOf(world)).toBeUndefined();
});

test.each([
  ['Stopped', 'Stopping'],
  ['Deleted', 'Deleting'],
] as const)(
  '%s is not reached while a run goes on that the cache has not heard of',
  async (desiredState, phase) => {
    const world = setup();
    const owner = await place(world, { desiredState });
    await withStatus(world, { phase: 'Starting', reason: 'StartRequested', observedStartCount: 1 });
    world.machines.cached.set('dsk-a', await machineOf(world, owner));
    await world.machineInstances.api.create(vmi('Running'));
    await reconcileInstance(world.context, 'dsk-a');
    expect(await phaseOf(world)).toBe(phase);
  },
);

test('Deleted is not reached while a machine exists that the cache has not heard of', async () => {
  const world = setup();
  const owner = await place(world, { desiredState: 'Deleted' });
  await machineOf(world, owner);
  await reconcileInstance(world.context, 'dsk-a');
  expect(await phaseOf(world)).toBe('Deleting');
});

test('our own claim, of which the answer was lost, is found at the apiserver, and no second one made', async () => {
  const world = setup();
  const owner = await place(world);
  const annotations = { [machineAnnotation]: 'wrm-a', [provisioningAnnotation]: 'Warm/p' };
  const chosen = await world.instances.api.mergePatch('dsk-a', { metadata: { annotations } });
  world.instances.cached.set('dsk-a', chosen);
  const free = vm('RerunOnFailure', { name: 'wrm-a', labels: { [poolLabel]: 'p' } });
  world.machines.cached.set('wrm-a', free);
  const labels = { 'cyberdesk.io/instance-uid': owner.metadata.uid ?? '' };
  await world.machines.api.create(vm('RerunOnFailure', { name: 'wrm-a', labels }));
  await reconcileInstance(world.context, 'dsk-a');
  const { status } = await world.instances.api.get('dsk-a');
  expect(status).toMatchObject({ phase: 'Starting', machine: { name: 'wrm-a' } });
  expect((await world.machines.api.list()).items).toHaveLength(1);
});
