import { expect, test } from 'vitest';
import { at, now, stored, view, vm, vmi } from '../../test/views.ts';
import type { Instance, InstanceStatus } from '../resources.ts';
import { goalOf } from './goal.ts';
import type { MachineView } from './machine-view.ts';
import type { Admission } from './quota.ts';

interface Case {
  name: string;
  status?: InstanceStatus;
  spec?: Partial<Instance['spec']>;
  machine?: MachineView;
  creditsSpent?: boolean;
  admission?: Admission;
  deleting?: boolean;
  expected: string;
  startCount?: number;
}

const running: InstanceStatus = { phase: 'Running', reason: 'Started', observedStartCount: 1 };
const stopped: InstanceStatus = {
  phase: 'Stopped',
  reason: 'GuestShutdown',
  observedStartCount: 1,
};
const starting: InstanceStatus = {
  phase: 'Starting',
  reason: 'StartRequested',
  observedStartCount: 1,
  transitions: [
    { sequence: 1, phase: 'Starting', reason: 'StartRequested', message: '', at: at(-100) },
  ],
};
const made = { machine: { namespace: 'x', name: 'dsk-a', virtualMachineUid: 'vm-uid' } };
const past = { expiresAt: at(-1) };

const noRoom: Admission = { ok: false, reason: 'InstancesExceeded', message: 'full' };

const cases: Case[] = [
  { name: 'new', expected: 'Running StartRequested' },
  {
    name: 'wanted deleted',
    spec: { desiredState: 'Deleted' },
    expected: 'Deleted DeleteRequested',
  },
  { name: 'resource removed', deleting: true, expected: 'Deleted DeleteRequested' },
  {
    name: 'expired, delete',
    spec: { ...past, onExpire: 'Delete' },
    status: stopped,
    expected: 'Deleted DeadlineReached',
  },
  {
    name: 'deletion by deadline keeps its reason when the resource goes',
    status: { phase: 'Deleting', reason: 'DeadlineReached' },
    deleting: true,
    expected: 'Deleted DeadlineReached',
  },
  { name: 'expired, stop', spec: past, status: running, expected: 'Stopped DeadlineReached' },
  {
    name: 'not expired',
    spec: { expiresAt: at(1) },
    status: running,
    expected: 'Running GuestCrashed',
  },
  {
    name: 'wanted stopped',
    spec: { desiredState: 'Stopped' },
    status: running,
    expected: 'Stopped StopRequested',
  },
  {
    name: 'credits spent',
    creditsSpent: true,
    status: running,
    expected: 'Stopped CreditsExhausted',
  },
  {
    name: 'start refused for credits',
    creditsSpent: true,
    status: stopped,
    spec: { startCount: 2 },
    expected: 'Stopped CreditsExhausted',
    startCount: 2,
  },
  { name: 'stays stopped', status: stopped, expected: 'Stopped GuestShutdown' },
  {
    name: 'stays stopped past its deadline',
    status: stopped,
    spec: past,
    expected: 'Stopped GuestShutdown',
  },
  {
    name: 'stopped, new start',
    status: stopped,
    spec: { startCount: 2 },
    expected: 'Running StartRequested',
    startCount: 2,
  },
  {
    name: 'start after the deadline',
    status: stopped,
    spec: { startCount: 2, ...past },
    expected: 'Stopped DeadlineReached',
    startCount: 2,
  },
  {
    name: 'stopping goes through',
    status: { ...stopped, phase: 'Stopping' },
    spec: { startCount: 2 },
    expected: 'Stopped GuestShutdown',
    startCount: 1,
  },
  {
    name: 'stays failed',
    status: { phase: 'Failed', reason: 'StartTimedOut', observedStartCount: 1 },
    expected: 'Failed StartTimedOut',
  },
  {
    name: 'failed, new start',
    status: { phase: 'Failed', reason: 'StartTimedOut', observedStartCount: 1 },
    spec: { startCount: 2 },
    expected: 'Running StartRequested',
    startCount: 2,
  },
  { name: 'machine lost', status: { ...running, ...made }, expected: 'Failed VirtualMachineLost' },
  {
    name: 'machine lost while stopped',
    status: { ...stopped, ...made },
    spec: { startCount: 2 },
    expected: 'Failed VirtualMachineLost',
    startCount: 2,
  },
  {
    name: 'machine there',
    status: { ...running, ...made },
    machine: view(vm(), vmi('Running')),
    expected: 'Running GuestCrashed',
  },
  {
    name: 'guest powered off',
    status: running,
    machine: view(vm(), vmi('Succeeded')),
    expected: 'Stopped GuestShutdown',
  },
  {
    name: 'host stopped',
    status: running,
    machine: view(vm(), vmi('Succeeded', { hostStopped: true })),
    expected: 'Stopped HostStopped',
  },
  {
    name: 'host stopped and killed its guest',
    status: running,
    machine: view(vm(), vmi('Failed', { hostStopped: true })),
    expected: 'Stopped HostStopped',
  },
  {
    name: 'evicted',
    status: running,
    machine: view(vm(), vmi('Succeeded', { evicted: true })),
    expected: 'Running NodeMaintenance',
  },
  {
    name: 'crashed',
    status: running,
    machine: view(vm(), vmi('Failed')),
    expected: 'Running GuestCrashed',
  },
  {
    name: 'powered off before a new start was seen',
    status: running,
    spec: { startCount: 2 },
    machine: view(vm(), vmi('Succeeded')),
    expected: 'Running GuestCrashed',
    startCount: 2,
  },
  { name: 'starting', status: starting, expected: 'Running StartRequested' },
  {
    name: 'start timed out',
    status: starting,
    spec: { startTimeoutSeconds: 100 },
    expected: 'Failed StartTimedOut',
  },
  {
    name: 'no capacity',
    status: starting,
    spec: { startTimeoutSeconds: 100 },
    machine: view({ ...vm(), status: { printableStatus: 'ErrorUnschedulable' } }),
    expected: 'Failed CapacityUnavailable',
  },
  {
    name: 'no node takes it',
    status: starting,
    spec: { startTimeoutSeconds: 100 },
    machine: view(vm(), {
      ...vmi('Scheduling'),
      status: { conditions: [{ type: 'PodScheduled', status: 'False', message: 'memory' }] },
    }),
    expected: 'Failed CapacityUnavailable',
  },
  {
    name: 'restart',
    status: running,
    spec: { restartCount: 1 },
    expected: 'Running RestartRequested',
  },
  {
    name: "the end that a restart asked for is not the guest's",
    status: { ...starting, reason: 'RestartRequested', observedRestartCount: 1 },
    spec: { restartCount: 1 },
    machine: view(vm('Halted'), vmi('Succeeded')),
    expected: 'Running RestartRequested',
  },
  {
    name: 'a restart of what starts is done by that',
    status: starting,
    spec: { restartCount: 1 },
    expected: 'Running StartRequested',
  },
  {
    name: 'a restart of what is down starts nothing',
    status: stopped,
    spec: { restartCount: 1 },
    expected: 'Stopped GuestShutdown',
  },
  {
    name: 'a stop goes before a restart',
    status: running,
    spec: { restartCount: 1, desiredState: 'Stopped' },
    expected: 'Stopped StopRequested',
  },
  {
    name: 'evicted, by the disruption of its pod',
    status: running,
    machine: view(vm(), vmi('Succeeded', { disrupted: true })),
    expected: 'Running NodeMaintenance',
  },
  {
    name: 'pause',
    status: running,
    spec: { desiredState: 'Paused' },
    expected: 'Paused GuestCrashed',
  },
  {
    name: 'a pause of what is down starts nothing',
    status: stopped,
    spec: { desiredState: 'Paused' },
    expected: 'Stopped GuestShutdown',
  },
  {
    name: 'lost while paused',
    status: { ...running, phase: 'Paused' },
    spec: { desiredState: 'Paused' },
    expected: 'Paused PauseLost',
  },
  {
    name: 'restart of a paused one',
    status: { ...running, phase: 'Paused' },
    spec: { desiredState: 'Paused', restartCount: 1 },
    expected: 'Running RestartRequested',
  },
  { name: 'no room', admission: noRoom, expected: 'Waiting QuotaExceeded' },
  {
    name: 'no room for a new start',
    status: stopped,
    spec: { startCount: 2 },
    admission: noRoom,
    expected: 'Waiting QuotaExceeded',
    startCount: 2,
  },
  {
    name: 'a stop goes before the wait for room',
    status: { phase: 'Pending', reason: 'QuotaExceeded' },
    spec: { desiredState: 'Stopped' },
    admission: noRoom,
    expected: 'Stopped StopRequested',
  },
  {
    name: 'what waits for room does not time out',
    status: { ...starting, phase: 'Pending', reason: 'QuotaExceeded' },
    spec: { startTimeoutSeconds: 10 },
    admission: noRoom,
    expected: 'Waiting QuotaExceeded',
  },
  {
    name: 'delete goes before everything',
    status: { ...stopped, ...made },
    spec: { desiredState: 'Deleted' },
    creditsSpent: true,
    expected: 'Deleted DeleteRequested',
  },
];

test.each(cases)(
  '$name → $expected',
  ({ status, spec, machine, creditsSpent, admission, deleting, ...rest }) => {
    const instance = stored(status, spec);
    if (deleting === true) instance.metadata.deletionTimestamp = at(0);
    const input = {
      instance,
      machine: machine ?? view(),
      creditsSpent: creditsSpent ?? false,
      admit: () => admission ?? ({ ok: true } as const),
      now,
    };
    const goal = goalOf(input);
    expect(`${goal.state} ${goal.reason}`).toBe(rest.expected);
    expect(goal.message).toEqual(expect.any(String));
    expect(goal.startCount).toBe(rest.startCount ?? 1);
  },
);
