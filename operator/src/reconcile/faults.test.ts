import { expect, test } from 'vitest';
import { type FaultAt, World } from '../../test/world.ts';

/** Create, run, stop, start, crash, delete, remove: every kind of write the operator does. */
async function life(world: World): Promise<void> {
  await world.createAccount();
  await world.start();
  await world.create();
  await world.settle();
  await world.pass(10.4);
  await world.change({ desiredState: 'Stopped' });
  await world.settle();
  await world.change({ desiredState: 'Running', startCount: 2 });
  await world.settle();
  await world.pass(5.3);
  await world.hypervisor.end('dsk-a', 'Failed');
  await world.settle();
  await world.pass(3);
  await world.change({ desiredState: 'Deleted' });
  await world.settle();
}

interface End {
  phase: string | undefined;
  reason: string | undefined;
  counted: number;
  truth: number;
  intervals: number;
  retired: number;
}

async function live(faultAt: FaultAt): Promise<{ world: World; end: End }> {
  const world = new World();
  world.faultAt = faultAt;
  await life(world);
  const { status = {} } = await world.get();
  const sequences = status.transitions?.map(({ sequence }) => sequence) ?? [];
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  await world.instances.delete('dsk-a');
  await world.settle();
  expect(await leftovers(world)).toEqual([]);
  const { status: account = {} } = await world.account();
  await world.stop();
  const { phase, reason, runningSeconds: counted = -1, intervals = [] } = status;
  expect(account.retiredRunningSeconds).toBe(counted);
  const { retired = [] } = account;
  const numbers = { truth: world.trueSeconds(), intervals: intervals.length };
  return { world, end: { phase, reason, counted, ...numbers, retired: retired.length } };
}

async function leftovers(world: World): Promise<string[]> {
  const lists = [world.instances, world.vms, world.vmis].map(
    async (api) => (await api.list()).items,
  );
  return (await Promise.all(lists)).flat().map(({ kind = '' }) => kind);
}

test('without faults every second is counted', async () => {
  const { world, end } = await live(() => undefined);
  const { truth } = end;
  expect(end).toEqual({
    phase: 'Deleted',
    reason: 'DeleteRequested',
    counted: truth,
    truth,
    intervals: 3,
    retired: 1,
  });
  expect(world.writes.length).toBeGreaterThan(20);
});

/** The n-th write of the run fails, or is the last thing its process does. */
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
] as const)('%s %s each write in turn: the same end, no second too many', async (mode, at) => {
  const total = (await live(() => undefined)).world.writes.length;
  const covered = new Set<string>();
  for (let n = 1; n <= total; n += 1) {
    const { world, end } = await live(nth(n, mode, at));
    covered.add(world.writes[n - 1] ?? '');
    expect(end, `write ${n}`).toMatchObject({ phase: 'Deleted', intervals: 3, retired: 1 });
    expect(end.counted, `write ${n}`).toBeLessThanOrEqual(end.truth);
    expect(end.counted, `write ${n}`).toBeGreaterThanOrEqual(end.truth - end.intervals);
    expect(world.restarts).toBe(mode === 'crash' ? 1 : 0);
  }
  expect([...covered].sort()).toEqual([
    'DELETE virtualmachines',
    'PATCH cyberdeskaccounts',
    'PATCH cyberdeskinstances',
    'PATCH virtualmachineinstances',
    'PATCH virtualmachines',
    'POST virtualmachines',
    'bind',
  ]);
});

test('every third write fails all the way: the same end', async () => {
  let writes = 0;
  const { end } = await live((_, phase) => {
    if (phase === 'before') writes += 1;
    return phase === 'after' && writes % 3 === 0 ? 'fail' : undefined;
  });
  expect(end).toMatchObject({ phase: 'Deleted', retired: 1 });
  expect(end.counted).toBeLessThanOrEqual(end.truth);
});
