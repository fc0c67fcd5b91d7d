import { afterEach, expect, test } from 'vitest';
import { at, now, stored, view, vm, vmi, type VmiOptions } from '../../test/views.ts';
import { type FaultAt, World } from '../../test/world.ts';
import type { MachineInstancePhase } from '../kubevirt.ts';
import type { InstanceStatus } from '../resources.ts';
import type { Goal } from './goal.ts';
import { meter } from './meter.ts';
import { meterPause, planPause } from './pause.ts';

const goal = (state: Goal['state']): Goal => ({
  state,
  reason: 'PauseRequested',
  message: '',
  startCount: 1,
});
const place = { namespace: 'x', name: 'dsk-a', uid: 'vmi-uid' };
const bound: InstanceStatus = { machine: { ...place, boundAt: at(-20) } };
const paused: VmiOptions = { pausedSince: -5 };

test.each<[string, Goal['state'], InstanceStatus, MachineInstancePhase, VmiOptions, string]>([
  ['a bound desktop', 'Paused', bound, 'Running', {}, 'pause'],
  ['not before its bind', 'Paused', { machine: place }, 'Running', {}, 'none'],
  [
    'not another run',
    'Paused',
    { machine: { ...place, uid: 'x', boundAt: at(0) } },
    'Running',
    {},
    'none',
  ],
  ['not while it goes', 'Paused', bound, 'Running', { deleting: true }, 'none'],
  ['not while it boots', 'Paused', bound, 'Scheduling', {}, 'none'],
  ['once', 'Paused', bound, 'Running', paused, 'none'],
  ['resume', 'Running', bound, 'Running', paused, 'unpause'],
  [
    'so that it can stop in order',
    'Stopped',
    bound,
    'Running',
    { ...paused, deleting: true },
    'unpause',
  ],
  ['deletion needs no order', 'Deleted', bound, 'Running', paused, 'none'],
  ['what runs goes on', 'Running', bound, 'Running', {}, 'none'],
  [
    'KubeVirt paused it for a disk',
    'Running',
    bound,
    'Running',
    { ...paused, pauseReason: 'PausedIOError' },
    'none',
  ],
])('plan: %s', (...[, state, status, phase, options, expected]) => {
  expect(planPause(goal(state), stored(status), view(vm(), vmi(phase, options)))).toBe(expected);
});

const { spec } = stored();
const since = (startedAt: string, more: InstanceStatus = {}): InstanceStatus => ({
  ...bound,
  paused: { uid: 'vmi-uid', startedAt },
  ...more,
});
const seen = (options: VmiOptions, phase: MachineInstancePhase = 'Running') =>
  view(vm(), vmi(phase, { entered: -30, ...options }));

test('a pause closes the running interval at the time that KubeVirt wrote, however late it is seen', () => {
  const open = { ...bound, intervals: [{ uid: 'vmi-uid', startedAt: at(-20) }] };
  const after = meter(open, spec, seen(paused), now + 600_000);
  expect(after).toMatchObject({
    runningSeconds: 15,
    paused: { uid: 'vmi-uid', startedAt: at(-4) },
    intervals: [{ startedAt: at(-20), endedAt: at(-5) }],
  });
  expect(meter(after, spec, seen(paused), now + 900_000)).toEqual(after);
});

test('it goes on where the desktop answers again: a new interval, without overlap', () => {
  const intervals = [{ uid: 'vmi-uid', startedAt: at(-20), endedAt: at(-15) }];
  const before = since(at(-14), { intervals, runningSeconds: 5 });
  const after = meter(before, spec, seen({ ready: true, readySince: -3 }), now + 600_000);
  expect(after.paused).toBeUndefined();
  expect(after).toMatchObject({
    runningSeconds: 5,
    pausedSeconds: 12,
    intervals: [intervals[0], { uid: 'vmi-uid', startedAt: at(-2) }],
  });
  expect(meter(after, spec, seen({ ready: true, readySince: -3 }), now + 700_000)).toEqual(after);
});

test.each<[string, VmiOptions, MachineInstancePhase]>([
  ['it does not answer yet', {}, 'Running'],
  ['a Ready from before the pause', { ready: true, readySince: -20 }, 'Running'],
  ['it still stands', { ready: true, readySince: -3, ...paused }, 'Running'],
])('the span stays open: %s', (_, options, phase) => {
  const before = since(at(-14));
  expect(meterPause(before, seen(options, phase), now)).toEqual({ status: before });
});

test('the end of the machine ends the span', () => {
  const ended = meter(since(at(-14)), spec, seen({ entered: -10 }, 'Failed'), now);
  expect(ended).toMatchObject({ pausedSeconds: 4 });
  expect(ended.paused).toBeUndefined();
  expect(ended.intervals).toBeUndefined();
  expect(meter(since(at(-14)), spec, view(vm()), now)).toMatchObject({ pausedSeconds: 14 });
  expect(meter(since(at(1)), spec, view(vm()), now)).toMatchObject({ pausedSeconds: 0 });
});

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

async function running(faultAt?: FaultAt): Promise<World> {
  const world = new World();
  worlds.push(world);
  await world.createAccount();
  await world.start();
  await world.create();
  await world.settle();
  await world.pass(10.4);
  if (faultAt !== undefined) world.faultAt = faultAt;
  return world;
}

async function pause(world: World): Promise<void> {
  await world.change({ desiredState: 'Paused' });
  await world.settle();
}

const history = async (world: World) =>
  (await world.get()).status?.transitions?.map(({ phase, reason }) => `${phase} ${reason}`);
const started = ['Starting StartRequested', 'Running Started'];
const resting = 'Paused PauseRequested';
const condition = async (world: World, type: string) =>
  (await world.get()).status?.conditions?.find((entry) => entry.type === type);

test('pause, resume, stop: running and paused seconds are counted apart', async () => {
  const world = await running();
  await pause(world);
  expect((await world.get()).status?.phase).toBe('Paused');
  expect(await condition(world, 'Paused')).toMatchObject({ status: 'True', reason: 'Paused' });
  expect(await condition(world, 'Ready')).toMatchObject({ status: 'False', reason: 'NotRunning' });
  const counted = (await world.get()).status?.runningSeconds;
  await world.pass(900);
  expect((await world.get()).status).toMatchObject({ phase: 'Paused', runningSeconds: counted });
  await world.change({ desiredState: 'Running' });
  await world.settle();
  await world.pass(7);
  await world.change({ desiredState: 'Stopped' });
  await world.settle();
  expect(await history(world)).toEqual([
    ...started,
    resting,
    'Running ResumeRequested',
    'Stopping StopRequested',
    'Stopped StopRequested',
  ]);
  const { runningSeconds, pausedSeconds = 0, creditUnits } = (await world.get()).status ?? {};
  expect(runningSeconds).toBe(world.trueSeconds());
  expect(creditUnits).toBe(world.trueSeconds() * 10);
  expect(pausedSeconds).toBeGreaterThan(895);
  expect(pausedSeconds).toBeLessThanOrEqual(world.pausedSeconds());
});

test('a paused desktop is not written, keeps its room and does not time out', async () => {
  const world = await running();
  await pause(world);
  await world.pass(3);
  const before = world.writes.length;
  await world.pass(3_600);
  expect(world.writes.length).toBe(before);
  expect((await world.account()).status?.use?.instances).toBe(1);
});

test.each([
  ['Stopped', 'Succeeded'],
  ['Deleted', undefined],
] as const)('a paused desktop is %s', async (state, phase) => {
  const world = await running();
  await pause(world);
  await world.pass(20);
  const { uid } = (await world.vmis.get('dsk-a')).metadata;
  await world.change({ desiredState: state });
  await world.settle();
  if (phase === undefined) await world.pass(31);
  await world.settle();
  const { status } = await world.get();
  expect(status?.phase).toBe(state);
  expect(status?.runningSeconds).toBe(world.trueSeconds());
  expect(status?.paused).toBeUndefined();
  const ended = world.store.changes.findLast(({ object }) => object.metadata.uid === uid);
  if (phase !== undefined) expect(ended?.object.status).toMatchObject({ phase });
});

test('the deadline and a restart count while it is paused', async () => {
  const world = await running();
  await pause(world);
  await world.change({ restartCount: 1, desiredState: 'Running' });
  await world.settle();
  expect((await history(world))?.slice(2)).toEqual([
    resting,
    'Starting RestartRequested',
    'Running Started',
  ]);
  await pause(world);
  await world.change({ expiresAt: new Date(world.clock.now() + 5_000).toISOString() });
  await world.pass(6);
  await world.settle();
  expect((await world.get()).status).toMatchObject({ phase: 'Stopped', reason: 'DeadlineReached' });
});

test('a machine that starts anew is bound and paused again, and the loss is told', async () => {
  const world = await running();
  await pause(world);
  await world.hypervisor.end('dsk-a', 'Failed');
  await world.round();
  await world.round();
  expect(await condition(world, 'Paused')).toMatchObject({ status: 'False', reason: 'PauseLost' });
  await world.settle();
  expect(await condition(world, 'Paused')).toMatchObject({ status: 'True', reason: 'Paused' });
  expect((await history(world))?.slice(2)).toEqual([
    resting,
    'Starting GuestCrashed',
    'Running Started',
    resting,
  ]);
  expect((await world.get()).status?.runningSeconds).toBeLessThanOrEqual(world.trueSeconds());
});

test('a pause that is refused is told and tried again', async () => {
  const world = await running((call) => (call === 'pause' ? 'fail' : undefined));
  await world.change({ desiredState: 'Paused' });
  for (let turn = 0; turn < 5; turn += 1) await world.round();
  expect(await condition(world, 'Paused')).toMatchObject({ reason: 'PauseFailed' });
  expect((await world.get()).status?.phase).toBe('Running');
  world.faultAt = () => undefined;
  await world.pass(6);
  await world.settle();
  expect((await world.get()).status?.phase).toBe('Paused');
});

test.each([
  ['fail', 'before'],
  ['fail', 'after'],
  ['crash', 'before'],
  ['crash', 'after'],
] as const)('%s %s each write in turn: the same end, no second too many', async (mode, when) => {
  for (let n = 1; n <= 14; n += 1) {
    let writes = 0;
    const world = await running((_, phase) => {
      if (phase === 'before') writes += 1;
      return writes === n && phase === when ? mode : undefined;
    });
    await pause(world);
    await world.pass(20.7);
    await world.change({ desiredState: 'Running' });
    await world.settle();
    await world.pass(5.2);
    await world.change({ desiredState: 'Stopped' });
    await world.settle();
    const { status = {} } = await world.get();
    const truth = world.trueSeconds();
    expect(status.phase, `write ${n}`).toBe('Stopped');
    expect(status.runningSeconds, `write ${n}`).toBeLessThanOrEqual(truth);
    expect(status.runningSeconds, `write ${n}`).toBeGreaterThanOrEqual(truth - 1);
    expect(status.pausedSeconds, `write ${n}`).toBeLessThanOrEqual(world.pausedSeconds());
    expect(status.intervals, `write ${n}`).toHaveLength(2);
  }
});
