import { afterEach, expect, test } from 'vitest';
import { type FaultAt, World } from '../../test/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function running(faultAt?: FaultAt): Promise<World> {
  const world = new World();
  worlds.push(world);
  await world.start();
  await world.create();
  await world.settle();
  await world.pass(10.4);
  if (faultAt !== undefined) world.faultAt = faultAt;
  return world;
}

const history = async (world: World) =>
  (await world.get()).status?.transitions?.map(({ phase, reason }) => `${phase} ${reason}`);
const uidOf = async (world: World) => (await world.vmis.get('dsk-a')).metadata.uid;
const once = ['Starting StartRequested', 'Running Started'];
const again = ['Starting RestartRequested', 'Running Started'];

test('the machine ends in order and runs again, its disk and every second kept', async () => {
  const world = await running();
  const [vm, vmi] = [(await world.vms.get('dsk-a')).metadata.uid, await uidOf(world)];
  await world.change({ restartCount: 1 });
  await world.settle();
  expect(await history(world)).toEqual([...once, ...again]);
  expect((await world.get()).status).toMatchObject({ phase: 'Running', observedRestartCount: 1 });
  expect((await world.vms.get('dsk-a')).metadata.uid).toBe(vm);
  expect(await uidOf(world)).not.toBe(vmi);
  await world.change({ desiredState: 'Stopped' });
  await world.settle();
  const { runningSeconds, intervals } = (await world.get()).status ?? {};
  expect(intervals).toHaveLength(2);
  expect(runningSeconds).toBe(world.trueSeconds());
});

test('the same count again, and a replay after, restart nothing', async () => {
  const world = await running();
  await world.change({ restartCount: 1 });
  await world.settle();
  const vmi = await uidOf(world);
  await world.change({ restartCount: 1, display: { width: 800, height: 600 } });
  await world.restart();
  await world.settle();
  expect(await uidOf(world)).toBe(vmi);
  expect(await history(world)).toEqual([...once, ...again]);
});

test('two counts at once are one restart; one more while it goes on is done by it', async () => {
  const world = await running();
  await world.change({ restartCount: 2 });
  await world.round();
  expect((await world.get()).status?.phase).toBe('Starting');
  await world.change({ restartCount: 3 });
  await world.settle();
  expect(await history(world)).toEqual([...once, ...again]);
  expect((await world.get()).status?.observedRestartCount).toBe(3);
});

test.each(['Stopped', 'Deleted'] as const)('%s while it restarts goes through', async (state) => {
  const world = await running();
  await world.change({ restartCount: 1 });
  await world.round();
  await world.change({ desiredState: state });
  await world.settle();
  expect((await world.get()).status?.phase).toBe(state);
  expect((await world.get()).status?.observedRestartCount).toBe(1);
});

test('a machine that does not come up again fails in time', async () => {
  const world = await running();
  world.hypervisor.stuck.add('dsk-a');
  await world.change({ restartCount: 1 });
  await world.pass(5);
  await world.settle();
  await world.pass(600);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Failed', reason: 'StartTimedOut' });
});

test.each(['before', 'after'] as const)(
  'a leader that dies %s any write of it restarts the machine once',
  async (at) => {
    for (let n = 1; n <= 10; n += 1) {
      let writes = 0;
      const world = await running((_, phase) => {
        if (phase === 'before') writes += 1;
        return writes === n && phase === at ? 'crash' : undefined;
      });
      await world.change({ restartCount: 1 });
      await world.settle();
      expect(await history(world), `write ${n}`).toEqual([...once, ...again]);
      expect(world.hypervisor.runs.size, `write ${n}`).toBe(2);
      const { runningSeconds = 0 } = (await world.get()).status ?? {};
      expect(runningSeconds, `write ${n}`).toBeLessThanOrEqual(world.trueSeconds());
    }
  },
);
