import { expect, test } from 'vitest';
import { at, now, stored, view, vm, vmi } from '../../test/views.ts';
import type { InstanceStatus } from '../resources.ts';
import { conditionsOf, cut, mergeConditions } from './conditions.ts';
import { nextStatus } from './status.ts';
import { startingSince, transition } from './transitions.ts';
import { desiredVirtualMachine, shapeOf } from './virtual-machine.ts';

const step = (phase: string, reason = 'x') => ({ phase, reason, message: 'm' });

test('a transition raises the sequence once and keeps the last 16', () => {
  let status: InstanceStatus = {};
  for (let index = 0; index < 20; index += 1) {
    status = transition(status, step(index % 2 === 0 ? 'Starting' : 'Running'), now + index * 1000);
    expect(transition(status, step(status.phase ?? ''), now + 999_000)).toBe(status);
  }
  expect(status.sequence).toBe(20);
  expect(status.transitions?.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 16 }, (_, index) => index + 5),
  );
});

test('a new reason in the same phase is told, and since stays', () => {
  const first = transition({}, step('Stopped', 'GuestShutdown'), now);
  const second = transition(first, step('Stopped', 'CreditsExhausted'), now + 5_000);
  expect(second).toMatchObject({ sequence: 2, since: at(0), reason: 'CreditsExhausted' });
});

test('a start begins with the first of its phases', () => {
  const phases = ['Starting', 'Running', 'Pending', 'Starting'];
  const transitions = phases.map((phase, index) => ({
    ...step(phase),
    sequence: index,
    at: at(index),
  }));
  expect(startingSince({ phase: 'Starting', transitions })).toBe(now + 2_000);
  expect(startingSince({ phase: 'Running', transitions })).toBeUndefined();
  expect(startingSince({ phase: 'Starting', since: at(7) })).toBe(now + 7_000);
});

const facts = (
  status: InstanceStatus,
  machine = view(vm(), vmi('Running', { ready: true })),
  trouble = {},
) =>
  conditionsOf(status, machine, trouble).map(
    ({ type, status: value, reason }) => `${type}=${value} ${reason}`,
  );
const bound = { phase: 'Running', machine: { namespace: 'x', name: 'a', boundAt: at(0) } };

test('conditions say what is missing', () => {
  expect(facts(bound)).toEqual([
    'Ready=True MachineReady',
    'Bound=True Bound',
    'VirtualMachineReady=True Running',
    'Deleted=False NotRequested',
  ]);
  expect(facts(bound, view(vm(), vmi('Running')))).toContain('Ready=False MachineUnhealthy');
  expect(facts({ phase: 'Starting' })).toContain('Bound=False BindPending');
  expect(facts({ phase: 'Starting' }, undefined, { bind: 'no' })).toContain(
    'Bound=False BindFailed',
  );
  expect(facts({ phase: 'Pending' }, view(), { machine: 'no' })).toContain(
    'VirtualMachineReady=False Refused',
  );
  expect(facts({ phase: 'Stopped' }, view(vm('Halted')))).toContain(
    'VirtualMachineReady=False Halted',
  );
  expect(facts({ phase: 'Starting' }, view(vm(), vmi('Failed')))).toContain(
    'VirtualMachineReady=False Ended',
  );
  expect(facts({ phase: 'Deleted' }, view())).toContain('Deleted=True Completed');
});

test('the time of a condition moves with its status only', () => {
  const fact = { type: 'Ready', status: 'True' as const, reason: 'A', message: '' };
  const first = mergeConditions(undefined, [fact], 1, now);
  const second = mergeConditions(first, [{ ...fact, reason: 'B' }], 2, now + 1_000);
  expect(second).toMatchObject([{ reason: 'B', observedGeneration: 2, lastTransitionTime: at(0) }]);
  const third = mergeConditions(second, [{ ...fact, status: 'False' }], 2, now + 2_000);
  expect(third[0]?.lastTransitionTime).toBe(at(2));
});

test('a message that differs in numbers only is not told again', () => {
  const fact = (message: string) => ({
    type: 'Ready',
    status: 'False' as const,
    reason: 'A',
    message,
  });
  const first = mergeConditions(undefined, [fact('512 MiB are free')], 1, now);
  const second = mergeConditions(first, [fact('498 MiB are free')], 1, now + 3_000);
  expect(second).toEqual(first);
  expect(mergeConditions(first, [fact('no CPU')], 1, now)[0]?.message).toBe('no CPU');
});

test('foreign text is cut to what the contract allows', () => {
  expect(cut('x'.repeat(5_000))).toHaveLength(1_024);
});

test('the address stands in the status only while that machine runs', () => {
  const goal = { state: 'Running', reason: 'StartRequested', message: '', startCount: 1 } as const;
  const input = { goal, shard: 'shard', trouble: {}, now };
  const bind = { uid: 'vmi-uid', boundAt: at(0), contractVersion: '0.1.0' };
  const machine = view(vm(), vmi('Running', { ready: true }));
  const running = nextStatus({ ...input, instance: stored(), machine, bind });
  expect(running.machine).toEqual({
    namespace: 'shard',
    name: 'dsk-a',
    virtualMachineUid: 'vm-uid',
    uid: 'vmi-uid',
    address: '127.1.0.1',
    boundAt: at(0),
    contractVersion: '0.1.0',
  });
  const ended = view(vm(), vmi('Failed'));
  const next = nextStatus({ ...input, instance: stored(running), machine: ended, bind: undefined });
  expect(next.machine).toEqual({ namespace: 'shard', name: 'dsk-a', virtualMachineUid: 'vm-uid' });
  const other = { ...vmi('Running', { ready: true }) };
  other.metadata = { ...other.metadata, uid: 'next-uid' };
  const again = nextStatus({
    ...input,
    instance: stored(running),
    machine: view(vm(), other),
    bind: undefined,
  });
  expect(again.phase).toBe('Starting');
  expect(again.machine?.boundAt).toBeUndefined();
});

test('a status that changes nothing is the same status', () => {
  const goal = { state: 'Running', reason: 'StartRequested', message: '', startCount: 1 } as const;
  const machine = view(vm(), vmi('Running', { ready: true }));
  const bind = { uid: 'vmi-uid', boundAt: at(0), contractVersion: '0.1.0' };
  const input = { goal, machine, shard: 's', trouble: {} };
  const first = nextStatus({ ...input, instance: stored(), bind, now });
  const second = nextStatus({
    ...input,
    instance: stored(first),
    bind: undefined,
    now: now + 60_000,
  });
  expect(second).toEqual(first);
});

test('the machine is what the design says', () => {
  const options = {
    imagesNamespace: 'cyberdesk-images',
    userData: '{"jwks":{}}',
    cpuAllocationRatio: 4,
  };
  const machine = desiredVirtualMachine(shapeOf(stored(), 'cyberdesk-vms-00'), options);
  expect(machine.metadata).toMatchObject({
    name: 'dsk-a',
    namespace: 'cyberdesk-vms-00',
    labels: { 'cyberdesk.io/instance': 'dsk-a', 'cyberdesk.io/instance-uid': 'instance-uid' },
  });
  expect(machine.spec).toMatchObject({
    runStrategy: 'RerunOnFailure',
    dataVolumeTemplates: [
      {
        metadata: { name: 'dsk-a-root' },
        spec: {
          sourceRef: { kind: 'DataSource', name: 'desktop-base', namespace: 'cyberdesk-images' },
        },
      },
    ],
    template: {
      metadata: { labels: { 'cyberdesk.io/instance': 'dsk-a' } },
      spec: {
        evictionStrategy: 'LiveMigrateIfPossible',
        domain: {
          cpu: { cores: 2 },
          memory: { guest: '2048Mi' },
          firmware: { serial: 'dsk-a' },
          resources: { requests: { cpu: '500m' } },
        },
        volumes: [{ name: 'root' }, { cloudInitNoCloud: { userData: '{"jwks":{}}' } }],
        readinessProbe: { httpGet: { port: 8000, path: '/health' } },
      },
    },
  });
});
