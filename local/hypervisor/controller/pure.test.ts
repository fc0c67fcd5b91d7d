import { expect, test } from 'vitest';
import type { MachineInstance, RunStrategy, VirtualMachine } from './objects.ts';
import { machineRequest, parseQuantity } from './request.ts';
import { decide, startFailure } from './run-strategy.ts';
import { enter, enteredAt, withCondition } from './status.ts';

const vm = (runStrategy: RunStrategy, status: VirtualMachine['status'] = {}): VirtualMachine => ({
  metadata: { name: 'a', namespace: 'n', uid: 'vm-1' },
  spec: { runStrategy },
  status,
});
const vmi = (
  status: MachineInstance['status'] = {},
  spec: MachineInstance['spec'] = {},
): MachineInstance => ({
  metadata: { name: 'a', namespace: 'n', uid: 'vmi-1' },
  spec,
  status,
});

test.each([
  ['2048Mi', 2 ** 31],
  ['2Gi', 2 ** 31],
  ['1500M', 1.5e9],
  ['1024', 1024],
])('quantity %s', (text, bytes) => {
  expect(parseQuantity(text)).toBe(bytes);
});

test('a quantity without sense is refused with an example', () => {
  expect(() => parseQuantity('two')).toThrow('write it like 2048Mi');
});

test('a request is read from the VMI, with KubeVirt’s defaults', () => {
  expect(machineRequest(vmi())).toEqual({
    id: 'vmi-1',
    name: 'a',
    namespace: 'n',
    vcpus: 1,
    memoryMiB: 2048,
    userData: '',
  });
  const spec = {
    domain: { cpu: { cores: 2, sockets: 2 }, resources: { requests: { memory: '1Gi' } } },
    volumes: [
      {
        name: 'config',
        cloudInitNoCloud: { userDataBase64: Buffer.from('{}').toString('base64') },
      },
    ],
  };
  expect(machineRequest(vmi({}, spec))).toMatchObject({
    vcpus: 4,
    memoryMiB: 1024,
    userData: '{}',
  });
});

test('entering a phase records the phases passed on the way, once', () => {
  const scheduled = enter({}, 'Scheduled', 1000);
  const running = enter(scheduled, 'Running', 2000);
  expect(running.phaseTransitionTimestamps?.map(({ phase }) => phase)).toEqual([
    'Pending',
    'Scheduling',
    'Scheduled',
    'Running',
  ]);
  expect(enter(running, 'Running', 3000)).toBe(running);
  expect(enteredAt(vmi(running), 'Running')).toBe(2000);
  expect(enter({ phase: 'Pending' }, 'Failed', 1).phase).toBe('Failed');
});

test('a condition keeps its time while its value stays', () => {
  const first = withCondition({}, { type: 'Ready', status: 'False', reason: 'Starting' }, 1000);
  const same = withCondition(first, { type: 'Ready', status: 'False', reason: 'Starting' }, 2000);
  const other = withCondition(first, { type: 'Ready', status: 'False', reason: 'Broken' }, 2000);
  const turned = withCondition(first, { type: 'Ready', status: 'True' }, 2000);
  expect(same).toBe(first);
  expect(other.conditions?.[0]?.lastTransitionTime).toBe(new Date(1000).toISOString());
  expect(turned.conditions?.[0]?.lastTransitionTime).toBe(new Date(2000).toISOString());
});

test.each<[RunStrategy, VirtualMachine['status'], MachineInstance['status'] | undefined, string]>([
  ['RerunOnFailure', {}, undefined, 'create'],
  ['RerunOnFailure', { runStrategy: 'Halted' }, undefined, 'create'],
  ['RerunOnFailure', { runStrategy: 'RerunOnFailure' }, undefined, 'none'],
  [
    'RerunOnFailure',
    { runStrategy: 'RerunOnFailure', stateChangeRequests: [{ action: 'Start' }] },
    undefined,
    'create',
  ],
  ['RerunOnFailure', {}, { phase: 'Failed' }, 'rerun'],
  ['RerunOnFailure', {}, { phase: 'Succeeded' }, 'none'],
  ['RerunOnFailure', {}, { phase: 'Running' }, 'none'],
  ['Always', { runStrategy: 'Always' }, undefined, 'create'],
  ['Always', {}, { phase: 'Succeeded' }, 'rerun'],
  ['Halted', {}, { phase: 'Running' }, 'delete'],
  ['Halted', {}, { phase: 'Succeeded' }, 'delete'],
  ['Halted', {}, undefined, 'none'],
  ['Manual', {}, undefined, 'none'],
])('%s with %j and VMI %j: %s', (strategy, status, instance, decision) => {
  expect(decide(vm(strategy, status), instance && vmi(instance), 0)).toBe(decision);
});

test('a retry waits for its time', () => {
  const status = {
    stateChangeRequests: [{ action: 'Start' as const }],
    runStrategy: 'RerunOnFailure' as const,
  };
  const waiting = vm('RerunOnFailure', {
    ...status,
    startFailure: { retryAfterTimestamp: new Date(5000).toISOString() },
  });
  expect(decide(waiting, undefined, 4999)).toBe('wait');
  expect(decide(waiting, undefined, 5000)).toBe('create');
});

test('failures right after the start wait longer each time, a healthy run forgets them', () => {
  const at = (phase: 'Running' | 'Failed', ms: number) => ({
    phase,
    phaseTransitionTimestamp: new Date(ms).toISOString(),
  });
  const waits = [0, 1, 2, 9].map((count) => {
    const failed = vmi({
      phase: 'Failed',
      phaseTransitionTimestamps: [at('Running', 0), at('Failed', 500)],
    });
    const failure = startFailure(
      vm('RerunOnFailure', { startFailure: { consecutiveFailCount: count } }),
      failed,
      1000,
    );
    return Date.parse(failure?.retryAfterTimestamp ?? '') - 1000;
  });
  expect(waits).toEqual([0, 10_000, 20_000, 300_000]);
  const healthy = vmi({
    phase: 'Failed',
    phaseTransitionTimestamps: [at('Running', 0), at('Failed', 10_000)],
  });
  expect(startFailure(vm('RerunOnFailure'), healthy, 11_000)).toBeNull();
});
