import { afterEach, expect, test, vi } from 'vitest';
import { FakeDriver, FakeMachine } from '../testing/fake-driver.ts';
import { testShard, virtualMachine } from '../testing/cluster.ts';
import { conditionOf, stopReasonAnnotation, vmFinalizer, vmiFinalizer } from './objects.ts';
import type { Shard } from './shard.ts';

const open: Shard[] = [];
const setUp = (...args: Parameters<typeof testShard>): ReturnType<typeof testShard> => {
  const all = testShard(...args);
  open.push(all.shard);
  return all;
};
afterEach(async () => {
  for (const shard of open.splice(0)) await shard.close();
});

type World = ReturnType<typeof testShard>;
const phase = async (world: World): Promise<string | undefined> =>
  (await world.vmis.find('a'))?.status?.phase;
const inPhase = (world: World, wanted: string | undefined): Promise<void> =>
  vi.waitFor(async () => expect(await phase(world)).toBe(wanted), { timeout: 3000, interval: 5 });

async function running(world = setUp()): Promise<World> {
  await world.start();
  await world.vms.create(virtualMachine('a'));
  await inPhase(world, 'Running');
  return world;
}

test('a VM gets a VMI of its name, which passes every phase', async () => {
  const world = await running();
  const vmi = await world.vmis.get('a');
  const vm = await world.vms.get('a');
  expect(vmi.metadata.ownerReferences?.[0]).toMatchObject({
    kind: 'VirtualMachine',
    uid: vm.metadata.uid,
    controller: true,
  });
  expect(vmi.metadata.labels).toEqual({ 'cyberdesk.io/instance': 'a' });
  expect(vmi.metadata.finalizers).toEqual([vmiFinalizer]);
  expect(vmi.status?.phaseTransitionTimestamps?.map((each) => each.phase)).toEqual([
    'Pending',
    'Scheduling',
    'Scheduled',
    'Running',
  ]);
  expect(vmi.status?.interfaces?.[0]?.ipAddress).toBe('127.127.1.1');
  expect(vmi.status?.nodeName).toBe('local');
  expect(world.driver.started).toEqual([
    {
      id: vm.metadata.uid,
      name: 'a',
      namespace: 'cyberdesk-vms-00',
      vcpus: 2,
      memoryMiB: 2048,
      userData: '{"jwks":{}}',
    },
  ]);
  await vi.waitFor(async () =>
    expect((await world.vms.get('a')).status).toMatchObject({
      created: true,
      printableStatus: 'Running',
      runStrategy: 'RerunOnFailure',
    }),
  );
});

test('Halted stops the machine with its grace period, the next start takes the same disk', async () => {
  const world = await running();
  await world.vms.mergePatch('a', { spec: { runStrategy: 'Halted' } });
  await inPhase(world, undefined);
  expect(world.driver.last.graces).toEqual([7000]);
  await world.vms.mergePatch('a', { spec: { runStrategy: 'RerunOnFailure' } });
  await inPhase(world, 'Running');
  expect(world.driver.started.map(({ id }) => id)).toEqual([
    world.driver.last.id,
    world.driver.last.id,
  ]);
  expect(world.driver.erased).toEqual([]);
});

test('a VMI held by a foreign finalizer ends as Succeeded and stays until it is let go', async () => {
  const world = await running();
  await world.vmis.mergePatch('a', {
    metadata: { finalizers: [vmiFinalizer, 'cyberdesk.io/meter'] },
  });
  await world.vms.mergePatch('a', { spec: { runStrategy: 'Halted' } });
  await inPhase(world, 'Succeeded');
  await vi.waitFor(async () =>
    expect((await world.vmis.get('a')).metadata.finalizers).toEqual(['cyberdesk.io/meter']),
  );
  await world.vmis.mergePatch('a', { metadata: { finalizers: [] } });
  await inPhase(world, undefined);
});

test('a guest that powers itself off leaves a Succeeded VMI that stays down', async () => {
  const world = await running();
  world.driver.last.end({ kind: 'powerOff', message: 'guest-shutdown' });
  await inPhase(world, 'Succeeded');
  await vi.waitFor(async () =>
    expect((await world.vms.get('a')).status?.printableStatus).toBe('Stopped'),
  );
  expect(world.driver.started).toHaveLength(1);
});

test('a machine that crashes runs again as a new VMI', async () => {
  const world = await running();
  const { uid } = (await world.vmis.get('a')).metadata;
  world.driver.last.end({ kind: 'crashed', message: 'gone' });
  await vi.waitFor(() => expect(world.driver.started).toHaveLength(2), { timeout: 3000 });
  await inPhase(world, 'Running');
  expect((await world.vmis.get('a')).metadata.uid).not.toBe(uid);
});

test('under RerunOnFailure a VMI that somebody deleted is not made again', async () => {
  const world = await running();
  await world.vmis.delete('a');
  await inPhase(world, undefined);
  await vi.waitFor(async () => expect((await world.vms.get('a')).status?.created).toBe(false));
  expect(world.driver.started).toHaveLength(1);
});

test('under Always it is, and so is one whose guest powered off', async () => {
  const world = setUp();
  await world.start();
  const vm = virtualMachine('a');
  await world.vms.create({ ...vm, spec: { ...vm.spec, runStrategy: 'Always' } });
  await inPhase(world, 'Running');
  await world.vmis.delete('a');
  await vi.waitFor(() => expect(world.driver.started).toHaveLength(2), { timeout: 3000 });
  await inPhase(world, 'Running');
  world.driver.last.end({ kind: 'powerOff', message: 'guest-shutdown' });
  await vi.waitFor(() => expect(world.driver.started).toHaveLength(3), { timeout: 3000 });
});

test('deleting a VM ends its machine at once and erases the disk before the VM is gone', async () => {
  const world = await running();
  const uid = (await world.vms.get('a')).metadata.uid ?? '';
  expect((await world.vms.get('a')).metadata.finalizers).toEqual([vmFinalizer]);
  await world.vms.delete('a');
  await vi.waitFor(async () => expect(await world.vms.find('a')).toBeUndefined(), {
    timeout: 3000,
  });
  expect(await phase(world)).toBeUndefined();
  expect(world.driver.last.graces).toEqual([0]);
  expect(world.driver.erased).toEqual([uid]);
});

test('a VM with a foreign finalizer stays, without machine and disk', async () => {
  const world = await running();
  await world.vms.mergePatch('a', { metadata: { finalizers: [vmFinalizer, 'other/one'] } });
  await world.vms.delete('a');
  await vi.waitFor(
    async () => expect((await world.vms.get('a')).metadata.finalizers).toEqual(['other/one']),
    { timeout: 3000 },
  );
  expect(world.driver.erased).toHaveLength(1);
});

test('without room the VM says why, and starts when there is', async () => {
  const driver = new FakeDriver();
  driver.refused = 'the machine needs about 512 MiB';
  const world = setUp(driver);
  await world.start();
  await world.vms.create(virtualMachine('a'));
  await inPhase(world, 'Scheduling');
  const vmi = await world.vmis.get('a');
  expect(conditionOf(vmi.status?.conditions, 'PodScheduled')).toMatchObject({
    status: 'False',
    reason: 'Unschedulable',
    message: driver.refused,
  });
  await vi.waitFor(async () =>
    expect((await world.vms.get('a')).status?.printableStatus).toBe('ErrorUnschedulable'),
  );
  driver.refused = undefined;
  await vi.waitFor(async () => expect(await phase(world)).toBe('Running'), { timeout: 5000 });
  expect(
    conditionOf((await world.vmis.get('a')).status?.conditions, 'PodScheduled'),
  ).toBeUndefined();
});

test('starts that fail are tried again with growing pauses', async () => {
  const driver = new FakeDriver();
  driver.failure = 'no such image';
  const world = setUp(driver);
  await world.start();
  await world.vms.create(virtualMachine('a'));
  await vi.waitFor(
    async () => expect((await world.vms.get('a')).status?.printableStatus).toBe('CrashLoopBackOff'),
    { timeout: 3000 },
  );
  expect(driver.started).toHaveLength(2);
  expect((await world.vms.get('a')).status?.startFailure?.consecutiveFailCount).toBe(2);
});

test('a new hypervisor takes over what runs, and reports what is gone as failed', async () => {
  const first = await running();
  await first.shard.close();
  const { uid = '' } = (await first.vms.get('a')).metadata;
  const driver = new FakeDriver();
  const adopted = [new FakeMachine(uid, '127.127.1.1')];
  const second = setUp(driver, first.cluster);
  await second.start(adopted);
  expect(adopted).toEqual([]);
  expect(await phase(second)).toBe('Running');
  expect(driver.started).toEqual([]);
  await second.shard.close();
  const third = setUp(new FakeDriver(), first.cluster);
  await third.start([]);
  await vi.waitFor(() => expect(third.driver.started).toHaveLength(1), { timeout: 3000 });
});

test('a stop of the host ends every machine and says so on its VMI', async () => {
  const world = await running();
  await world.shard.stopMachines(1234);
  const vmi = await world.vmis.get('a');
  expect(vmi.status?.phase).toBe('Succeeded');
  expect(vmi.metadata.annotations?.[stopReasonAnnotation]).toBe('HostStopped');
  expect(world.driver.last.graces).toEqual([1234]);
  await world.shard.close();
  const next = setUp(new FakeDriver(), world.cluster);
  await next.start([]);
  expect(next.driver.started).toEqual([]);
});

test('a VMI whose VM vanished is collected', async () => {
  const world = await running();
  await world.vms.mergePatch('a', { metadata: { finalizers: [] } });
  await world.shard.close();
  await world.vms.delete('a');
  const next = setUp(new FakeDriver(), world.cluster);
  await next.start([]);
  await inPhase(next, undefined);
});
