import { afterEach, expect, test } from 'vitest';
import { missing, World } from '../../test/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function open(): Promise<World> {
  const world = new World();
  worlds.push(world);
  await world.start();
  return world;
}

const phases = async (world: World, name?: string) =>
  (await world.get(name)).status?.transitions?.map(({ phase, reason }) => `${phase} ${reason}`);

test('a new instance gets a machine, is bound and runs', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  const { status, metadata } = await world.get();
  expect(await phases(world)).toEqual(['Starting StartRequested', 'Running Started']);
  expect(status).toMatchObject({ phase: 'Running', sequence: 2, observedStartCount: 1 });
  const vmi = await world.vmis.get('dsk-a');
  expect(status?.machine).toMatchObject({
    namespace: 'cyberdesk-vms-00',
    name: 'dsk-a',
    uid: vmi.metadata.uid,
    address: '127.1.0.1',
    node: 'node-1',
    contractVersion: '0.1.0',
  });
  expect(metadata.finalizers).toEqual(['cyberdesk.io/instance']);
  expect(vmi.metadata.finalizers).toContain('cyberdesk.io/meter');
  const facts = status?.conditions?.map(({ type, status: value }) => `${type}=${value}`);
  expect(facts).toEqual(['Ready=True', 'Bound=True', 'VirtualMachineReady=True', 'Deleted=False']);
});

test('a start takes at most six writes and a running desktop none', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  expect(world.writes.filter((write) => write !== 'bind').length).toBeLessThanOrEqual(6);
  const before = world.writes.length;
  await world.pass(300);
  expect(world.writes.length).toBe(before);
});

test('stop, start, guest crash, deletion: counters are those of the machine', async () => {
  const world = await open();
  await world.createAccount();
  await world.create();
  await world.settle();
  await world.pass(10.4);
  await world.change({ desiredState: 'Stopped' });
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', reason: 'StopRequested' });
  expect((await world.vms.get('dsk-a')).spec.runStrategy).toBe('Halted');
  expect((await world.get()).status?.machine?.address).toBeUndefined();

  await world.change({ desiredState: 'Running', startCount: 2 });
  await world.settle();
  await world.pass(5);
  await world.hypervisor.end('dsk-a', 'Failed');
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Running' });
  await world.pass(3);

  await world.change({ desiredState: 'Deleted' });
  await world.settle();
  const { status } = await world.get();
  expect(status).toMatchObject({ phase: 'Deleted', reason: 'DeleteRequested' });
  expect(status?.conditions?.find(({ type }) => type === 'Deleted')?.status).toBe('True');
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
  expect(status?.runningSeconds).toBe(world.trueSeconds());
  expect(status?.creditUnits).toBe(world.trueSeconds() * 10);
  expect(status?.intervals).toHaveLength(3);

  await world.instances.delete('dsk-a');
  await world.settle();
  expect(await missing(world.get())).toBe(true);
  const retired = (await world.account()).status?.retired;
  expect(retired).toMatchObject([{ name: 'dsk-a', runningSeconds: world.trueSeconds() }]);
});

test('a resource that is removed directly ends the same way', async () => {
  const world = await open();
  await world.createAccount();
  await world.create();
  await world.settle();
  await world.pass(7);
  await world.instances.delete('dsk-a');
  await world.settle();
  expect(await missing(world.get())).toBe(true);
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
  expect((await world.account()).status?.retiredRunningSeconds).toBe(world.trueSeconds());
});

test('an instance that never ran is deleted without a machine', async () => {
  const world = await open();
  await world.create({ desiredState: 'Stopped' });
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', runningSeconds: 0 });
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
  await world.change({ desiredState: 'Deleted' });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Deleted');
});

test.each([
  ['powers off', { phase: 'Succeeded' as const }, 'Stopped', 'GuestShutdown'],
  [
    'goes with its host',
    { phase: 'Succeeded' as const, reason: 'HostStopped' },
    'Stopped',
    'HostStopped',
  ],
  ['is evicted', { phase: 'Succeeded' as const, evicted: true }, 'Running', 'Started'],
  ['crashes', { phase: 'Failed' as const }, 'Running', 'Started'],
])('a guest that %s', async (_, { phase, ...how }, end, reason) => {
  const world = await open();
  await world.create();
  await world.settle();
  await world.pass(5);
  await world.hypervisor.end('dsk-a', phase, how);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: end, reason });
  const counted = (await world.get()).status?.runningSeconds ?? 0;
  expect(counted).toBeGreaterThanOrEqual(4);
  expect(counted).toBeLessThanOrEqual(6);
});

test('after a guest shutdown only a new start starts it, and its file system is the same machine', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  const { uid } = (await world.vms.get('dsk-a')).metadata;
  await world.hypervisor.end('dsk-a', 'Succeeded');
  await world.settle();
  await world.pass(60);
  expect((await world.get()).status?.phase).toBe('Stopped');
  await world.change({ startCount: 2 });
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Running', observedStartCount: 2 });
  expect((await world.vms.get('dsk-a')).metadata.uid).toBe(uid);
});

test('a start during a stop comes after it', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  const first = (await world.vmis.get('dsk-a')).metadata.uid;
  await world.change({ desiredState: 'Stopped' });
  await world.round();
  expect((await world.get()).status?.phase).toBe('Stopping');
  await world.change({ desiredState: 'Running', startCount: 2 });
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Running', observedStartCount: 2 });
  expect((await world.vmis.get('dsk-a')).metadata.uid).not.toBe(first);
});

test('a machine that vanishes is a terminal failure with its reason', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  await world.vms.delete('dsk-a');
  await world.settle();
  expect((await world.get()).status).toMatchObject({
    phase: 'Failed',
    reason: 'VirtualMachineLost',
  });
  await world.change({ startCount: 2 });
  await world.settle();
  expect((await world.get()).status).toMatchObject({
    phase: 'Failed',
    reason: 'VirtualMachineLost',
  });
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
  await world.change({ desiredState: 'Deleted' });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Deleted');
});

test('a start that takes too long fails, halts its machine, and can be tried again', async () => {
  const world = await open();
  world.hypervisor.stuck.add('dsk-a');
  await world.create({ startTimeoutSeconds: 30 });
  await world.settle();
  await world.pass(20);
  expect((await world.get()).status?.phase).toBe('Starting');
  await world.pass(11);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Failed', reason: 'StartTimedOut' });
  expect(await missing(world.vmis.get('dsk-a'))).toBe(true);
  world.hypervisor.stuck.clear();
  await world.change({ startCount: 2 });
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Running');
});

test('a refused bind is told, tried again, and ends at the start timeout', async () => {
  const world = await open();
  world.bindProblem = new Error('alreadyBound: bound to another instance');
  await world.create({ startTimeoutSeconds: 30 });
  await world.settle();
  const bound = (await world.get()).status?.conditions?.find(({ type }) => type === 'Bound');
  expect(bound).toMatchObject({
    status: 'False',
    reason: 'BindFailed',
    message: expect.stringContaining('alreadyBound'),
  });
  await world.pass(40);
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Failed');
});

test('a machine left by a namesake is removed first and never becomes ours', async () => {
  const world = await open();
  const labels = {
    'cyberdesk.io/instance': 'dsk-a',
    'cyberdesk.io/instance-uid': 'older',
    'cyberdesk.io/instance-namespace': 'cyberdesk',
  };
  await world.stop();
  await world.vms.create({
    metadata: { name: 'dsk-a', labels },
    spec: { runStrategy: 'RerunOnFailure', template: { metadata: { labels } } },
  });
  for (let turn = 0; turn < 5; turn += 1) await world.round();
  const old = (await world.vms.get('dsk-a')).metadata.uid;
  await world.create();
  await world.start();
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Running');
  expect((await world.vms.get('dsk-a')).metadata.uid).not.toBe(old);
});

test('the machine of an instance whose finalizer was torn off is cleaned up', async () => {
  const world = await open();
  await world.create();
  await world.settle();
  await world.instances.mergePatch('dsk-a', { metadata: { finalizers: [] } });
  await world.stop();
  await world.instances.mergePatch('dsk-a', { metadata: { finalizers: [] } });
  await world.instances.delete('dsk-a');
  await world.start();
  await world.settle();
  expect(await missing(world.vms.get('dsk-a'))).toBe(true);
  expect(await missing(world.vmis.get('dsk-a'))).toBe(true);
});

test('a machine of another operator is left alone', async () => {
  const world = await open();
  const labels = { 'cyberdesk.io/instance': 'dsk-x', 'cyberdesk.io/instance-namespace': 'other' };
  await world.vms.create({ metadata: { name: 'dsk-x', labels }, spec: { runStrategy: 'Halted' } });
  await world.settle();
  expect((await world.vms.get('dsk-x')).metadata.deletionTimestamp).toBeUndefined();
});
