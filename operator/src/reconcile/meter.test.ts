import { expect, test } from 'vitest';
import { at, now, stored, view, vm, vmi } from '../../test/views.ts';
import type { InstanceStatus } from '../resources.ts';
import { meter } from './meter.ts';

const { spec } = stored();
const bound = (boundAt: string): InstanceStatus => ({
  machine: { namespace: 'x', name: 'dsk-a', uid: 'vmi-uid', boundAt },
});
const open = (startedAt: string): InstanceStatus => ({
  intervals: [{ uid: 'vmi-uid', startedAt }],
});

test('opens at the later of bound and running, rounded up', () => {
  const late = view(vm(), vmi('Running', { entered: -10 }));
  expect(meter(bound(at(-3.2)), spec, late, now).intervals).toEqual([
    { uid: 'vmi-uid', startedAt: at(-3) },
  ]);
  const early = view(vm(), vmi('Running', { entered: -2 }));
  expect(meter(bound(at(-9)), spec, early, now).intervals).toEqual([
    { uid: 'vmi-uid', startedAt: at(-2) },
  ]);
});

test('opens neither before the bind nor twice for one run', () => {
  const running = view(vm(), vmi('Running'));
  expect(meter({}, spec, running, now).intervals).toBeUndefined();
  const once = meter(bound(at(0)), spec, running, now);
  expect(meter(once, spec, running, now + 5_000)).toEqual(once);
  const done = {
    ...bound(at(0)),
    intervals: [{ uid: 'vmi-uid', startedAt: at(0), endedAt: at(1) }],
  };
  expect(meter(done, spec, running, now)).toEqual(done);
});

test("closes at KubeVirt's own time, rounded down, and adds it up", () => {
  const before = { ...open(at(-20)), runningSeconds: 100, creditUnits: 1_000 };
  const ended = view(vm(), vmi('Succeeded', { entered: -4.5 }));
  expect(meter(before, spec, ended, now)).toEqual({
    runningSeconds: 115,
    creditUnits: 1_150,
    intervals: [{ uid: 'vmi-uid', startedAt: at(-20), endedAt: at(-5) }],
  });
});

test('an end before the first billed second counts nothing, never less', () => {
  const after = meter(open(at(-1)), spec, view(vm(), vmi('Failed', { entered: -3 })), now);
  expect(after).toMatchObject({ runningSeconds: 0, creditUnits: 0 });
});

test('a booked end is not booked again', () => {
  const ended = view(vm(), vmi('Succeeded', { entered: -5 }));
  const once = meter(open(at(-20)), spec, ended, now);
  expect(meter(once, spec, ended, now + 60_000)).toEqual(once);
});

test('a machine that vanished is closed now; the next one opens beside it', () => {
  const gone = meter(open(at(-20)), spec, view(vm()), now);
  expect(gone.runningSeconds).toBe(20);
  const next = { ...bound(at(0)), intervals: [{ uid: 'older', startedAt: at(-20) }] };
  const both = meter(next, spec, view(vm(), vmi('Running')), now);
  expect(both.intervals?.map(({ uid, endedAt }) => [uid, endedAt])).toEqual([
    ['older', at(0)],
    ['vmi-uid', undefined],
  ]);
});

test('keeps the last 16 intervals and the whole sum', () => {
  const intervals = Array.from({ length: 16 }, (_, index) => ({
    uid: `u${index}`,
    startedAt: at(-100),
    endedAt: at(-99),
  }));
  const status = { ...bound(at(0)), intervals, runningSeconds: 16 };
  const next = meter(status, spec, view(vm(), vmi('Running')), now);
  expect(next.intervals).toHaveLength(16);
  expect(next.intervals?.at(-1)?.uid).toBe('vmi-uid');
  expect(next.runningSeconds).toBe(16);
});
