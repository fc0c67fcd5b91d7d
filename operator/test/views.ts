import type {
  KubeVirtCondition,
  MachineInstancePhase,
  RunStrategy,
  VirtualMachine,
  VirtualMachineInstance,
} from '../src/kubevirt.ts';
import { type MachineView, viewMachine } from '../src/reconcile/machine-view.ts';
import type { Instance, InstanceStatus } from '../src/resources.ts';
import { instance } from './objects.ts';

export const now = Date.parse('2026-11-23T09:00:00Z');
export const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();

/** An instance with a status, for tests of the pure steps. */
export const stored = (
  status: InstanceStatus = {},
  spec: Partial<Instance['spec']> = {},
): Instance => ({
  ...instance('dsk-a', spec),
  metadata: { name: 'dsk-a', uid: 'instance-uid', namespace: 'cyberdesk', generation: 1 },
  status,
});

export const vm = (
  runStrategy: RunStrategy = 'RerunOnFailure',
  more: object = {},
): VirtualMachine => ({
  metadata: {
    name: 'dsk-a',
    uid: 'vm-uid',
    labels: { 'cyberdesk.io/instance-uid': 'instance-uid' },
    ...more,
  },
  spec: { runStrategy },
});

export interface VmiOptions {
  ready?: boolean;
  evicted?: boolean;
  disrupted?: boolean;
  hostStopped?: boolean;
  held?: boolean;
  deleting?: boolean;
  /** Seconds from now at which Ready became what it is. */
  readySince?: number;
  /** Seconds from now at which it was paused. */
  pausedSince?: number;
  pauseReason?: string;
  /** Seconds from now at which the phase was entered. */
  entered?: number;
}

export function vmi(phase: MachineInstancePhase, options: VmiOptions = {}): VirtualMachineInstance {
  const entry = { phase, phaseTransitionTimestamp: at(options.entered ?? 0) };
  const ready = options.ready === true ? 'True' : 'False';
  return {
    metadata: { name: 'dsk-a', uid: 'vmi-uid', ...marks(options) },
    status: {
      phase,
      interfaces: [{ ipAddress: '127.1.0.1' }],
      phaseTransitionTimestamps: [entry],
      ...(options.evicted && { evacuationNodeName: 'node-1' }),
      conditions: [
        { type: 'Ready', status: ready, ...transition(options.readySince) },
        ...paused(options),
        ...(options.disrupted ? [{ type: 'DisruptionTarget', status: 'True' as const }] : []),
      ],
    },
  };
}

const transition = (seconds: number | undefined) =>
  seconds === undefined ? {} : { lastTransitionTime: at(seconds) };

const paused = ({
  pausedSince,
  pauseReason: reason = 'PausedByUser',
}: VmiOptions): KubeVirtCondition[] =>
  pausedSince === undefined
    ? []
    : [{ type: 'Paused', status: 'True', reason, ...transition(pausedSince) }];

const marks = ({ held, deleting, hostStopped }: VmiOptions) => ({
  finalizers: held ? ['cyberdesk.io/meter'] : [],
  ...(deleting && { deletionTimestamp: at(0) }),
  ...(hostStopped && { annotations: { 'cyberdesk.io/stop-reason': 'HostStopped' } }),
});

export const view = (machine?: VirtualMachine, running?: VirtualMachineInstance): MachineView =>
  viewMachine(machine, running);
