import { instanceUidLabel, meterFinalizer } from '../constants.ts';
import type { RunStrategy, VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';
import { deadlineOf, type Goal, isUp } from './goal.ts';
import type { MachineView } from './machine-view.ts';
import { openInterval } from './meter.ts';
import { startingSince } from './transitions.ts';

/** What is to be done to the machine in this pass. */
export type MachineAction =
  | { type: 'create' }
  | { type: 'setRunStrategy'; runStrategy: RunStrategy }
  | { type: 'deleteMachine' }
  | { type: 'deleteMachineInstance' }
  | { type: 'none' };

/** A machine of that name which was made for another instance of the same name, removed since. */
export const isForeign = (vm: VirtualMachine | undefined, instance: Instance): boolean =>
  vm !== undefined && vm.metadata.labels?.[instanceUidLabel] !== instance.metadata.uid;

export function planMachine(goal: Goal, instance: Instance, machine: MachineView): MachineAction {
  const { vm } = machine;
  if (goal.state === 'Deleted' || isForeign(vm, instance)) return planRemoval(machine);
  if (vm === undefined) return planCreation(goal, instance);
  if (vm.metadata.deletionTimestamp !== undefined) return { type: 'none' };
  const runStrategy = runStrategyFor(goal, machine);
  if (runStrategy === vm.spec.runStrategy) return { type: 'none' };
  return { type: 'setRunStrategy', runStrategy };
}

/** KubeVirt removes the VMI with its machine; one that was left behind is removed by itself. */
function planRemoval({ vm, vmi }: MachineView): MachineAction {
  if (vm !== undefined) {
    return { type: vm.metadata.deletionTimestamp === undefined ? 'deleteMachine' : 'none' };
  }
  if (vmi === undefined || vmi.metadata.deletionTimestamp !== undefined) return { type: 'none' };
  return { type: 'deleteMachineInstance' };
}

/** A machine is made once in an instance's life: it holds the disk. */
function planCreation(goal: Goal, { status }: Instance): MachineAction {
  const made = status?.machine?.virtualMachineUid !== undefined;
  return { type: isUp(goal) && !made ? 'create' : 'none' };
}

/**
 * RerunOnFailure restarts a crashed machine, but neither one that ended in order nor one whose
 * VMI was removed. So a restart is: Halted, wait until the VMI is gone, RerunOnFailure.
 */
function runStrategyFor(goal: Goal, { vm, vmi, end }: MachineView): RunStrategy {
  if (!isUp(goal) || goal.restart === true) return 'Halted';
  if (end !== undefined && end.kind !== 'crashed') return 'Halted';
  if (vm?.spec.runStrategy === 'Halted' && !haltDone(vm, vmi)) return 'Halted';
  return 'RerunOnFailure';
}

/** KubeVirt starts at a change of strategy: one it never saw as Halted would stay down. */
function haltDone(vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): boolean {
  const { runStrategy = 'Halted' } = vm.status ?? {};
  return vmi === undefined && runStrategy === 'Halted';
}

/** What is to be done about the finalizer that keeps a metered VMI until its end is booked. */
export function planMeter(
  goal: Goal,
  instance: Instance,
  { vmi, running, end }: MachineView,
): 'hold' | 'release' | 'none' {
  if (vmi === undefined) return 'none';
  if (vmi.metadata.finalizers?.includes(meterFinalizer)) {
    return end !== undefined && isBooked(instance, vmi.metadata.uid) ? 'release' : 'none';
  }
  const alive = running && vmi.metadata.deletionTimestamp === undefined;
  return isUp(goal) && alive ? 'hold' : 'none';
}

/** Neither a running nor a paused span of it is open. */
const isBooked = ({ status }: Instance, uid: string | undefined): boolean =>
  openInterval(status)?.uid !== uid && status?.paused?.uid !== uid;

/** True when the machine in the persisted status answers and waits to be bound. */
export function needsBind(goal: Goal, { status }: Instance, machine: MachineView): boolean {
  const { uid, address, boundAt } = status?.machine ?? {};
  const current =
    uid !== undefined && uid === machine.vmi?.metadata.uid && address === machine.address;
  return isUp(goal) && machine.ready && current && boundAt === undefined;
}

/** When time alone changes the goal next; undefined when it never does. */
export function nextWake(goal: Goal, instance: Instance): number | undefined {
  const { spec, status } = instance;
  const deadline = deadlineOf(instance);
  const acts = isUp(goal) || goal.state === 'Waiting' || spec.onExpire === 'Delete';
  const times = goal.state !== 'Deleted' && acts && Number.isFinite(deadline) ? [deadline] : [];
  const since = isUp(goal) ? startingSince(status) : undefined;
  if (since !== undefined) times.push(since + (spec.startTimeoutSeconds ?? 600) * 1000);
  return times.length === 0 ? undefined : Math.min(...times);
}
