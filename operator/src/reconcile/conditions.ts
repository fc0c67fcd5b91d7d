import { reasons } from '../constants.ts';
import type { Condition, InstanceStatus } from '../resources.ts';
import { condition, type MachineView } from './machine-view.ts';
import { pausedFacts } from './pause.ts';
import { timestamp } from './transitions.ts';

export interface Fact {
  type: string;
  status: Condition['status'];
  reason: string;
  message: string;
}

/** What went wrong in this pass; said in conditions, retried by the queue. */
export interface Trouble {
  /** The apiserver refused the machine. */
  machine?: string;
  /** The bind did not succeed. */
  bind?: string;
  /** The pause or its end did not succeed. */
  pause?: string;
}

/** The instance's conditions, each always present but `Paused`, which most never need. */
export function conditionsOf(
  status: InstanceStatus,
  machine: MachineView,
  trouble: Trouble,
  pauseWanted = false,
): Fact[] {
  const bound = boundFact(status, machine, trouble);
  return [
    readyFact(status, machine, bound),
    bound,
    machineFact(status, machine, trouble),
    ...pausedFacts(status, pauseWanted, trouble.pause),
    deletedFact(status),
  ];
}

function readyFact(status: InstanceStatus, machine: MachineView, bound: Fact): Fact {
  const type = 'Ready';
  if (status.phase === 'Pending' && status.reason === reasons.quotaExceeded) {
    return no(type, reasons.quotaExceeded, status.message ?? '');
  }
  if (status.phase !== 'Running' && status.phase !== 'Starting') {
    return no(type, 'NotRunning', `The desktop is ${status.phase ?? 'Pending'}.`);
  }
  if (!machine.running) return no(type, 'MachineNotReady', 'The machine does not run yet.');
  if (bound.status !== 'True') return no(type, 'NotBound', bound.message);
  if (!machine.ready) return no(type, 'MachineUnhealthy', 'The machine stopped answering.');
  return yes(type, 'MachineReady', 'The desktop answers.');
}

function boundFact(status: InstanceStatus, machine: MachineView, trouble: Trouble): Fact {
  const type = 'Bound';
  if (!machine.running) return no(type, 'NotRunning', 'No machine runs.');
  if (status.machine?.boundAt !== undefined) return yes(type, 'Bound', 'The machine is bound.');
  if (trouble.bind !== undefined) return no(type, 'BindFailed', trouble.bind);
  return no(type, 'BindPending', 'The machine waits for its bind.');
}

function machineFact(status: InstanceStatus, machine: MachineView, trouble: Trouble): Fact {
  const type = 'VirtualMachineReady';
  if (trouble.machine !== undefined) return no(type, 'Refused', trouble.machine);
  if (machine.vm === undefined) {
    const made = status.machine?.virtualMachineUid !== undefined;
    return no(type, 'Missing', made ? 'The machine is gone.' : 'No machine was made yet.');
  }
  return machine.vmi === undefined
    ? withoutInstance(type, machine)
    : runningFact(type, status, machine);
}

function silentFact(type: string, { paused }: InstanceStatus): Fact {
  if (paused !== undefined) return no(type, 'Paused', 'The machine stands still.');
  return no(type, 'Unhealthy', 'The machine no longer answers its probe.');
}

function withoutInstance(type: string, { vm }: MachineView): Fact {
  if (vm?.spec.runStrategy === 'Halted') return no(type, 'Halted', 'The machine is stopped.');
  const failure = condition(vm?.status?.conditions, 'Failure')?.message;
  return no(type, 'Starting', failure === undefined ? starting : cut(failure));
}

function runningFact(type: string, status: InstanceStatus, machine: MachineView): Fact {
  if (machine.ready) return yes(type, 'Running', 'The machine runs and answers its probe.');
  if (machine.end !== undefined) {
    return no(type, 'Ended', `The machine ended (${machine.end.kind}).`);
  }
  if (status.machine?.boundAt !== undefined) return silentFact(type, status);
  // Only what hinders the start is told: KubeVirt's own steps would cost a write each.
  const scheduled = condition(machine.vmi?.status?.conditions, 'PodScheduled');
  const hindered = scheduled?.status === 'False' ? scheduled.message : undefined;
  return no(type, 'Starting', cut(hindered ?? starting));
}

const starting = 'The machine starts.';

function deletedFact({ phase }: InstanceStatus): Fact {
  const type = 'Deleted';
  if (phase === 'Deleted') return yes(type, 'Completed', 'Machine gone, counters final.');
  if (phase === 'Deleting') return no(type, 'InProgress', 'The machine is being removed.');
  return no(type, 'NotRequested', 'Deletion was not requested.');
}

const yes = (type: string, reason: string, message: string): Fact => ({
  type,
  status: 'True',
  reason,
  message,
});
const no = (type: string, reason: string, message: string): Fact => ({
  type,
  status: 'False',
  reason,
  message,
});

/** Messages of KubeVirt and of execd are foreign text: bounded as the contract says. */
export const cut = (text: string): string =>
  text.length > 1024 ? `${text.slice(0, 1021)}...` : text;

/** Numbers in foreign messages move all the time (free memory, seconds): no reason to write. */
const alike = (known: Condition, fact: Fact): boolean =>
  known.reason === fact.reason &&
  known.message.replaceAll(/\d+/g, '0') === fact.message.replaceAll(/\d+/g, '0');

/** Merges facts into conditions; the time of a condition moves only when its status does. */
export function mergeConditions(
  previous: Condition[] | undefined,
  facts: Fact[],
  observedGeneration: number,
  now: number,
): Condition[] {
  return facts.map((fact) => {
    const known = previous?.find(({ type }) => type === fact.type);
    const same = known?.status === fact.status;
    const lastTransitionTime = same ? known.lastTransitionTime : timestamp(now);
    const message = same && alike(known, fact) ? known.message : fact.message;
    return { ...fact, message, lastTransitionTime, observedGeneration };
  });
}
