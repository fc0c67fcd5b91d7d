import { stopReasonAnnotation } from '../constants.ts';
import type { KubeVirtCondition, VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';

/** How a machine came to its end, as far as KubeVirt tells. */
export type MachineEnd = 'crashed' | 'evicted' | 'hostStopped' | 'powerOff';

/** A VirtualMachine and its running instance, read once into what the steps decide on. */
export interface MachineView {
  vm: VirtualMachine | undefined;
  vmi: VirtualMachineInstance | undefined;
  /** The guest's CPU runs. */
  running: boolean;
  /** KubeVirt's probe reached execd. */
  ready: boolean;
  /** Since when, as KubeVirt tells. */
  readyAt: number | undefined;
  /** Set while the guest's processors stand still. The phase stays Running meanwhile. */
  paused: { at: number | undefined; byUser: boolean } | undefined;
  address: string | undefined;
  node: string | undefined;
  /** When the VMI entered Running, in milliseconds since the epoch. */
  runningAt: number | undefined;
  /** Set when the VMI reached its last phase. */
  end: { kind: MachineEnd; at: number | undefined } | undefined;
}

const nothing = {
  running: false,
  ready: false,
  readyAt: undefined,
  paused: undefined,
  runningAt: undefined,
  end: undefined,
  address: undefined,
  node: undefined,
};

export function viewMachine(
  vm: VirtualMachine | undefined,
  vmi: VirtualMachineInstance | undefined,
): MachineView {
  if (vmi === undefined) return { vm, vmi, ...nothing };
  const { phase, conditions, interfaces, nodeName } = vmi.status ?? {};
  const running = phase === 'Running';
  const ready = running ? holding(conditions, 'Ready') : undefined;
  return {
    vm,
    vmi,
    running,
    ready: ready !== undefined,
    readyAt: timeOf(ready),
    paused: running ? pauseOf(conditions) : undefined,
    address: running ? interfaces?.[0]?.ipAddress : undefined,
    node: nodeName,
    runningAt: phaseTime(vmi, 'Running'),
    end: endOf(vmi),
  };
}

function endOf(vmi: VirtualMachineInstance): MachineView['end'] {
  const phase = vmi.status?.phase;
  if (phase !== 'Failed' && phase !== 'Succeeded') return undefined;
  return { kind: kindOfEnd(vmi, phase), at: phaseTime(vmi, phase) };
}

/**
 * A host that was shut down may have had to kill its guests: its word counts before the phase.
 * After an eviction KubeVirt leaves the VMI Succeeded, as after the guest's own power-off.
 */
function kindOfEnd(vmi: VirtualMachineInstance, phase: 'Failed' | 'Succeeded'): MachineEnd {
  if (vmi.metadata.annotations?.[stopReasonAnnotation] === 'HostStopped') return 'hostStopped';
  if (phase === 'Failed') return 'crashed';
  const { evacuationNodeName, conditions } = vmi.status ?? {};
  const disrupted = holding(conditions, 'DisruptionTarget') !== undefined;
  return evacuationNodeName !== undefined || disrupted ? 'evicted' : 'powerOff';
}

function phaseTime(vmi: VirtualMachineInstance, phase: string): number | undefined {
  const times = vmi.status?.phaseTransitionTimestamps ?? [];
  const found = times.findLast((entry) => entry.phase === phase);
  return found === undefined ? undefined : Date.parse(found.phaseTransitionTimestamp);
}

export const condition = (
  conditions: KubeVirtCondition[] | undefined,
  type: string,
): KubeVirtCondition | undefined => conditions?.find((entry) => entry.type === type);

const holding = (conditions: KubeVirtCondition[] | undefined, type: string) =>
  conditions?.find((entry) => entry.type === type && entry.status === 'True');

const timeOf = (known: KubeVirtCondition | undefined): number | undefined =>
  known?.lastTransitionTime === undefined ? undefined : Date.parse(known.lastTransitionTime);

/** KubeVirt also pauses by itself, as at an error of a disk. */
function pauseOf(conditions: KubeVirtCondition[] | undefined): MachineView['paused'] {
  const known = holding(conditions, 'Paused');
  if (known === undefined) return undefined;
  return { at: timeOf(known), byUser: (known.reason ?? 'PausedByUser') === 'PausedByUser' };
}
