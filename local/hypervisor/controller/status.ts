import {
  type Condition,
  conditionOf,
  isDeleting,
  isFinal,
  type MachineInstance,
  type MachineInstanceStatus,
  nodeName,
  type Phase,
  type VirtualMachine,
} from './objects.ts';

const ORDER: Phase[] = ['Pending', 'Scheduling', 'Scheduled', 'Running'];

/** The status after entering a phase. Phases that were passed on the way are recorded too, as KubeVirt does. */
export function enter(
  status: MachineInstanceStatus,
  phase: Phase,
  now: number,
): MachineInstanceStatus {
  if (status.phase === phase) return status;
  const at = new Date(now).toISOString();
  const passed = phasesUntil(status.phase, phase);
  const stamps = passed.map((each) => ({ phase: each, phaseTransitionTimestamp: at }));
  const placed = phase === 'Pending' || phase === 'Scheduling' ? {} : { nodeName };
  return {
    ...status,
    ...placed,
    phase,
    phaseTransitionTimestamps: [...(status.phaseTransitionTimestamps ?? []), ...stamps],
  };
}

function phasesUntil(from: Phase | undefined, to: Phase): Phase[] {
  const end = ORDER.indexOf(to);
  if (end < 0) return [to];
  return ORDER.slice(from === undefined ? 0 : ORDER.indexOf(from) + 1, end + 1);
}

/** The status with one condition set; its time moves only when its value does. */
export function withCondition(
  status: MachineInstanceStatus,
  condition: Condition,
  now: number,
): MachineInstanceStatus {
  const before = conditionOf(status.conditions, condition.type);
  const same = before?.status === condition.status;
  if (same && before.reason === condition.reason && before.message === condition.message)
    return status;
  const at =
    same && before.lastTransitionTime ? before.lastTransitionTime : new Date(now).toISOString();
  const others = (status.conditions ?? []).filter(({ type }) => type !== condition.type);
  return {
    ...status,
    conditions: [...others, { ...condition, lastProbeTime: null, lastTransitionTime: at }],
  };
}

/** The time a VMI entered a phase, in milliseconds since the epoch. */
export function enteredAt(vmi: MachineInstance, phase: Phase): number | undefined {
  const found = vmi.status?.phaseTransitionTimestamps?.findLast((entry) => entry.phase === phase);
  return found && Date.parse(found.phaseTransitionTimestamp);
}

/** What `kubectl get vm` shows. */
export function printableStatus(
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
  now: number,
): string {
  if (isDeleting(vm)) return 'Terminating';
  if (!vmi) return backingOff(vm, now) ? 'CrashLoopBackOff' : waitingStatus(vm);
  if (isDeleting(vmi)) return 'Stopping';
  if (isFinal(vmi)) return 'Stopped';
  return vmi.status?.phase === 'Running' ? 'Running' : startingStatus(vmi);
}

function startingStatus({ status }: MachineInstance): string {
  const refused = conditionOf(status?.conditions, 'PodScheduled')?.status === 'False';
  return refused ? 'ErrorUnschedulable' : 'Starting';
}

function waitingStatus(vm: VirtualMachine): string {
  const starting = vm.status?.stateChangeRequests?.some(({ action }) => action === 'Start');
  return starting ? 'Starting' : 'Stopped';
}

export function backingOff(vm: VirtualMachine, now: number): boolean {
  const retryAt = vm.status?.startFailure?.retryAfterTimestamp;
  return retryAt !== undefined && Date.parse(retryAt) > now;
}
