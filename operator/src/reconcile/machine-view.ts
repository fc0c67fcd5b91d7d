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
  address: string | undefined;
  node: string | undefined;
  /** When the VMI entered Running, in milliseconds since the epoch. */
  runningAt: number | undefined;
  /** Set when the VMI reached its last phase. */
  end: { kind: MachineEnd; at: number | undefined } | undefined;
}

export function viewMachine(
  vm: VirtualMachine | undefined,
  vmi: VirtualMachineInstance | undefined,
): MachineView {
  const none = { running: false, ready: false, runningAt: undefined, end: undefined };
  if (vmi === undefined) return { vm, vmi, ...none, address: undefined, node: undefined };
  const { phase, conditions, interfaces, nodeName } = vmi.status ?? {};
  const running = phase === 'Running';
  return {
    vm,
    vmi,
    running,
    ready: running && condition(conditions, 'Ready')?.status === 'True',
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
  return vmi.status?.evacuationNodeName === undefined ? 'powerOff' : 'evicted';
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
