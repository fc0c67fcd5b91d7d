import { expect, test } from 'vitest';
import { at, now, stored, view, vm, vmi, type VmiOptions } from '../../test/views.ts';
import type { MachineInstancePhase } from '../kubevirt.ts';
import type { InstanceStatus } from '../resources.ts';
import type { Goal } from './goal.ts';
import { needsBind, nextWake, planMachine, planMeter } from './plan.ts';

const goal = (state: Goal['state']): Goal => ({
  state,
  reason: 'StartRequested',
  message: '',
  startCount: 1,
});
const made: InstanceStatus = {
  machine: { namespace: 'x', name: 'dsk-a', virtualMachineUid: 'vm-uid' },
};
const deleting = { deletionTimestamp: at(0) };

test.each([
  ['make it', goal('Running'), {}, view(), { type: 'create' }],
  ['never twice', goal('Running'), made, view(), { type: 'none' }],
  ['none for a stop', goal('Stopped'), {}, view(), { type: 'none' }],
  ['it runs', goal('Running'), made, view(vm(), vmi('Running')), { type: 'none' }],
  [
    'start',
    goal('Running'),
    made,
    view(vm('Halted')),
    { type: 'setRunStrategy', runStrategy: 'RerunOnFailure' },
  ],
  [
    'start waits until KubeVirt saw the halt',
    goal('Running'),
    made,
    view({ ...vm('Halted'), status: { runStrategy: 'RerunOnFailure' } }),
    { type: 'none' },
  ],
  [
    'start waits for the old VMI',
    goal('Running'),
    made,
    view(vm('Halted'), vmi('Running')),
    { type: 'none' },
  ],
  [
    'stop',
    goal('Stopped'),
    made,
    view(vm(), vmi('Running')),
    { type: 'setRunStrategy', runStrategy: 'Halted' },
  ],
  [
    'failed is halted',
    goal('Failed'),
    made,
    view(vm(), vmi('Scheduling')),
    { type: 'setRunStrategy', runStrategy: 'Halted' },
  ],
  ['KubeVirt reruns a crash', goal('Running'), made, view(vm(), vmi('Failed')), { type: 'none' }],
  [
    'a drained one is halted first',
    goal('Running'),
    made,
    view(vm(), vmi('Succeeded', { evicted: true })),
    { type: 'setRunStrategy', runStrategy: 'Halted' },
  ],
  ['delete', goal('Deleted'), made, view(vm(), vmi('Running')), { type: 'deleteMachine' }],
  [
    'delete once',
    goal('Deleted'),
    made,
    view(vm('Halted', deleting), vmi('Running')),
    { type: 'none' },
  ],
  [
    'delete what is left',
    goal('Deleted'),
    made,
    view(undefined, vmi('Running')),
    { type: 'deleteMachineInstance' },
  ],
  [
    'a namesake goes',
    goal('Running'),
    {},
    view(vm('Halted', { labels: {} })),
    { type: 'deleteMachine' },
  ],
  ['wait for a removal', goal('Running'), made, view(vm('Halted', deleting)), { type: 'none' }],
] as const)('machine: %s', (...[, wanted, status, machine, action]) => {
  expect(planMachine(wanted, stored(status), machine)).toEqual(action);
});

const open = { intervals: [{ uid: 'vmi-uid', startedAt: at(-5) }] };
const closed = { intervals: [{ uid: 'vmi-uid', startedAt: at(-5), endedAt: at(0) }] };

test.each<[string, Goal['state'], InstanceStatus, MachineInstancePhase, VmiOptions, string]>([
  ['held before it is bound', 'Running', {}, 'Running', {}, 'hold'],
  ['not before it runs', 'Running', {}, 'Scheduling', {}, 'none'],
  ['not while it goes', 'Running', {}, 'Running', { deleting: true }, 'none'],
  ['not when it is to stop', 'Stopped', {}, 'Running', {}, 'none'],
  ['kept while it runs', 'Running', open, 'Running', { held: true }, 'none'],
  ['kept until the end is booked', 'Stopped', open, 'Succeeded', { held: true }, 'none'],
  [
    'kept until the end of its pause is booked',
    'Stopped',
    { paused: { uid: 'vmi-uid', startedAt: at(-5) } },
    'Succeeded',
    { held: true },
    'none',
  ],
  ['released after', 'Stopped', closed, 'Succeeded', { held: true }, 'release'],
  ['released when nothing was metered', 'Running', {}, 'Failed', { held: true }, 'release'],
])('meter: %s', (...[, state, status, phase, options, expected]) => {
  expect(planMeter(goal(state), stored(status), view(vm(), vmi(phase, options)))).toBe(expected);
});

const place = { namespace: 'x', name: 'dsk-a', uid: 'vmi-uid', address: '127.1.0.1' };

test.each([
  ['ready and recorded', place, true, true],
  ['not ready', place, false, false],
  ['bound already', { ...place, boundAt: at(0) }, true, false],
  ['another run in the status', { ...place, uid: 'older' }, true, false],
  ['address not recorded yet', { ...place, address: '127.9.9.9' }, true, false],
])('bind: %s', (_, machine, ready, expected) => {
  const seen = view(vm(), vmi('Running', { ready }));
  expect(needsBind(goal('Running'), stored({ machine }), seen)).toBe(expected);
});

test('wakes at the earlier of deadline and start timeout', () => {
  const starting: InstanceStatus = {
    phase: 'Starting',
    transitions: [{ sequence: 1, phase: 'Starting', reason: 'x', message: '', at: at(-10) }],
  };
  const spec = { expiresAt: at(100), startTimeoutSeconds: 60 };
  expect(nextWake(goal('Running'), stored(starting, spec))).toBe(now + 50_000);
  expect(nextWake(goal('Running'), stored({ phase: 'Running' }, spec))).toBe(now + 100_000);
  expect(nextWake(goal('Stopped'), stored({ phase: 'Stopped' }, spec))).toBeUndefined();
  const deleted = { ...spec, onExpire: 'Delete' as const };
  expect(nextWake(goal('Stopped'), stored({ phase: 'Stopped' }, deleted))).toBe(now + 100_000);
  expect(nextWake(goal('Deleted'), stored({ phase: 'Deleting' }, deleted))).toBeUndefined();
});
