import type { Condition, Instance, InstanceStatus } from '../resources.ts';
import { condition, type MachineView } from './machine-view.ts';
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
}

/** The instance's conditions, each always present. */
export function conditionsOf(
  instance: Instance,
  status: InstanceStatus,
  machine: MachineView,
  trouble: Trouble,
): Fact[] {
  const bound = boundFact(status, machine, trouble);
  return [
    readyFact(status, machine, bound),
    bound,
    machineFact(instance, machine, trouble),
    deletedFact(status),
  ];
}

function readyFact(status: InstanceStatus, machine: MachineView, bound: Fact): Fact {
  const type = 'Ready';
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

function machineFact(instance: Instance, machine: MachineView, trouble: Trouble): Fact {
  const type = 'VirtualMachineReady';
  if (trouble.machine !== undefined) return no(type, 'Refused', trouble.machine);
  if (machine.vm === undefined) {
    const made = instance.status?.machine?.virtualMachineUid !== undefined;
    return no(type, 'Missing', made ? 'The machine is gone.' : 'No machine was made yet.');
  }
  return machine.vmi === undefined ? withoutInstance(type, machine) : runningFact(type, machine);
}

function withoutInstance(type: string, { vm }: MachineView): Fact {
  if (vm?.spec.runStrategy === 'Halted') return no(type, 'Halted', 'The machine is stopped.');
  const { printableStatus = 'Provisioning', conditions } = vm?.status ?? {};
  const failure = condition(conditions, 'Failure')?.message;
  return no(type, 'Provisioning', cut(failure ?? `KubeVirt: ${printableStatus}.`));
}

function runningFact(type: string, machine: MachineView): Fact {
  if (machine.ready) return yes(type, 'Running', 'The machine runs and answers its probe.');
  if (machine.end !== undefined)
    return no(type, 'Ended', `The machine ended (${machine.end.kind}).`);
  const conditions = machine.vmi?.status?.conditions;
  const why =
    condition(conditions, 'PodScheduled')?.message ?? condition(conditions, 'Ready')?.message;
  const reason = machine.running ? 'Unhealthy' : 'Booting';
  return no(type, reason, cut(why ?? `KubeVirt: ${machine.vmi?.status?.phase ?? 'Pending'}.`));
}

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

/** Merges facts into conditions; the time of a condition moves only when its status does. */
export function mergeConditions(
  previous: Condition[] | undefined,
  facts: Fact[],
  observedGeneration: number,
  now: number,
): Condition[] {
  return facts.map((fact) => {
    const known = previous?.find(({ type }) => type === fact.type);
    const lastTransitionTime =
      known?.status === fact.status ? known.lastTransitionTime : timestamp(now);
    return { ...fact, lastTransitionTime, observedGeneration };
  });
}
