import {
  isDeleting,
  isFinal,
  type MachineInstance,
  type RunStrategy,
  type VirtualMachine,
  type VirtualMachineStatus,
} from './objects.ts';
import { backingOff, enteredAt } from './status.ts';

/** A machine that ran shorter than this before it failed did not really start. */
const HEALTHY_RUN_MS = 10_000;
const BASE_BACKOFF_MS = 10_000;
const MAX_BACKOFF_MS = 300_000;

/** What KubeVirt's VM controller would do next about the VMI. */
export type Decision = 'create' | 'delete' | 'rerun' | 'wait' | 'none';

export function runStrategyOf({ spec }: VirtualMachine): RunStrategy {
  return spec.runStrategy ?? (spec.running ? 'Always' : 'Halted');
}

export function decide(
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
  now: number,
): Decision {
  const strategy = runStrategyOf(vm);
  if (vmi) return isDeleting(vmi) ? 'none' : decideRunning(strategy, vmi);
  if (!wantsStart(vm, strategy)) return 'none';
  return backingOff(vm, now) ? 'wait' : 'create';
}

function decideRunning(strategy: RunStrategy, vmi: MachineInstance): Decision {
  if (strategy === 'Halted') return 'delete';
  if (strategy === 'Always' && isFinal(vmi)) return 'rerun';
  // A guest that powered itself off stays down; one that failed comes back.
  if (strategy === 'RerunOnFailure' && vmi.status?.phase === 'Failed') return 'rerun';
  return 'none';
}

/** Under RerunOnFailure a VMI that somebody deleted is not made again: only a change of strategy or a failure starts. */
function wantsStart(vm: VirtualMachine, strategy: RunStrategy): boolean {
  if (strategy === 'Always') return true;
  if (strategy !== 'RerunOnFailure' && strategy !== 'Once') return false;
  const requested =
    vm.status?.stateChangeRequests?.some(({ action }) => action === 'Start') ?? false;
  return requested || vm.status?.runStrategy !== strategy;
}

/** What a failed run adds to the VM's status: later retries wait longer, a healthy run forgets them. */
export function startFailure(
  vm: VirtualMachine,
  vmi: MachineInstance,
  now: number,
): VirtualMachineStatus['startFailure'] {
  const began = enteredAt(vmi, 'Running');
  const ended = enteredAt(vmi, 'Failed') ?? now;
  if (began !== undefined && ended - began >= HEALTHY_RUN_MS) return null;
  const count = (vm.status?.startFailure?.consecutiveFailCount ?? 0) + 1;
  // The first failure is tried again at once: it is often the host's, not the guest's.
  const wait = count === 1 ? 0 : Math.min(MAX_BACKOFF_MS, BASE_BACKOFF_MS * 2 ** (count - 2));
  return {
    consecutiveFailCount: count,
    lastFailedVMIUID: vmi.metadata.uid ?? '',
    retryAfterTimestamp: new Date(now + wait).toISOString(),
  };
}
