import { type Reason, reasons } from '../constants.ts';
import type { Instance } from '../resources.ts';
import { cut } from './conditions.ts';
import type { Look } from './idle.ts';
import { condition, type MachineView } from './machine-view.ts';
import type { Admission } from './quota.ts';
import { startingSince } from './transitions.ts';

/** Where an instance is to be brought, and why. */
export interface Goal {
  /**
   * `Paused`: as Running, but its processors stand still. `Waiting`: it would run, but the
   * organization has no room for it.
   */
  state: 'Running' | 'Paused' | 'Waiting' | 'Stopped' | 'Failed' | 'Deleted';
  reason: Reason;
  message: string;
  /** What `status.observedStartCount` becomes: a start is acted on, or refused, once. */
  startCount: number;
  /** The machine is halted in this pass, and runs again after. */
  restart?: boolean;
}

export interface GoalInput {
  instance: Instance;
  machine: MachineView;
  /** The organization's allowance is used up. */
  creditsSpent: boolean;
  /** Asked only when nothing else keeps it from running: a yes takes the room. */
  admit: () => Admission;
  /** Set when its use was asked for. */
  look?: Look | undefined;
  now: number;
}

type Rule = (input: GoalInput) => Omit<Goal, 'startCount'> | Goal | undefined;

/** The first rule that has an answer decides. */
const rules: Rule[] = [
  deletion,
  deletionByDeadline,
  loss,
  settled,
  stop,
  credits,
  deadline,
  idle,
  guest,
  quota,
  restarting,
  timeout,
];

export function goalOf(input: GoalInput): Goal {
  const { startCount } = input.instance.spec;
  for (const rule of rules) {
    const goal = rule(input);
    if (goal !== undefined) return { startCount, ...goal };
  }
  return { ...run(input), startCount };
}

/** Its machine is to be up. */
export const isUp = ({ state }: Goal): boolean => state === 'Running' || state === 'Paused';

/** True until a start was acted on: what ended before it no longer counts. */
export const newStart = ({ spec, status }: Instance): boolean =>
  spec.startCount > (status?.observedStartCount ?? 0);

/** True until a restart was acted on. A start or a stop after it is all the same to it. */
export const newRestart = ({ spec, status }: Instance): boolean =>
  (spec.restartCount ?? 0) > (status?.observedRestartCount ?? 0);

export const deadlineOf = ({ spec }: Instance): number =>
  spec.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(spec.expiresAt);

function deletion({ instance }: GoalInput) {
  const { spec, status = {}, metadata } = instance;
  const begun = status.phase === 'Deleting' || status.phase === 'Deleted';
  const own = begun ? ownDeletions[status.reason ?? ''] : undefined;
  if (own !== undefined) return own;
  if (spec.desiredState === 'Deleted') return deleted('Deletion was requested.');
  if (metadata.deletionTimestamp !== undefined) return deleted('The resource is being removed.');
  return undefined;
}

function deletionByDeadline({ instance, now }: GoalInput) {
  if (instance.spec.onExpire !== 'Delete' || now < deadlineOf(instance)) return undefined;
  return deleted('The deadline was reached.', reasons.deadlineReached);
}

const deleted = (message: string, reason: Reason = reasons.deleteRequested) =>
  ({ state: 'Deleted', reason, message }) as const;

/** What began here keeps its reason, also when the resource is removed after. */
const ownDeletions: Record<string, ReturnType<typeof deleted>> = {
  [reasons.deadlineReached]: deleted('The deadline was reached.', reasons.deadlineReached),
  [reasons.idleTimeout]: deleted('Nobody used it.', reasons.idleTimeout),
};

/** The root disk went with the machine, so a later start would give another desktop: terminal. */
function loss({ instance, machine }: GoalInput) {
  const uid = instance.status?.machine?.virtualMachineUid;
  if (uid === undefined || machine.vm?.metadata.uid === uid) return undefined;
  const message = 'The virtual machine and its disk were removed outside of Cyberdesk.';
  return { state: 'Failed', reason: reasons.virtualMachineLost, message } as const;
}

/** A stop goes through to its end, and what is down stays down, until a new start asks. */
function settled({ instance }: GoalInput) {
  const { phase, reason, message = '', observedStartCount = 0 } = instance.status ?? {};
  const down = phase === 'Stopped' || phase === 'Failed';
  if (phase !== 'Stopping' && !(down && !newStart(instance))) return undefined;
  const state = phase === 'Failed' ? 'Failed' : 'Stopped';
  return { state, reason: reason as Reason, message, startCount: observedStartCount } as const;
}

function stop({ instance }: GoalInput) {
  if (instance.spec.desiredState !== 'Stopped') return undefined;
  return stopped(reasons.stopRequested, 'A stop was requested.');
}

function credits({ creditsSpent }: GoalInput) {
  if (!creditsSpent) return undefined;
  return stopped(reasons.creditsExhausted, "The organization's credits are used up.");
}

function deadline({ instance, now }: GoalInput) {
  if (now < deadlineOf(instance)) return undefined;
  return stopped(reasons.deadlineReached, `The deadline ${instance.spec.expiresAt} was reached.`);
}

function idle({ instance, look }: GoalInput) {
  const { idle: policy } = instance.spec;
  if (policy === undefined || look?.known !== true || !look.idle) return undefined;
  const message = `Nobody used it for ${policy.afterSeconds} s.`;
  if (policy.action === 'Delete') return deleted(message, reasons.idleTimeout);
  return stopped(reasons.idleTimeout, message);
}

/** An end that nobody asked for. A crash and an eviction are followed by a new run. */
function guest({ instance, machine }: GoalInput) {
  if (newStart(instance) || isHalting(instance, machine)) return undefined;
  if (machine.end?.kind === 'hostStopped')
    return stopped(reasons.hostStopped, 'The host was shut down.');
  if (machine.end?.kind !== 'powerOff') return undefined;
  return stopped(reasons.guestShutdown, 'The guest shut itself down.');
}

const stopped = (reason: Reason, message: string) =>
  ({ state: 'Stopped', reason, message }) as const;

function quota({ admit }: GoalInput) {
  const admission = admit();
  if (admission.ok) return undefined;
  return { state: 'Waiting', reason: reasons.quotaExceeded, message: admission.message } as const;
}

/** The end of this run was asked for, as the first half of a restart. */
export const isHalting = ({ status }: Pick<Instance, 'status'>, { vm }: MachineView): boolean =>
  status?.phase === 'Starting' && vm?.spec.runStrategy === 'Halted';

/** What starts anyway is not started twice. */
function restarting({ instance }: GoalInput) {
  const { phase } = instance.status ?? {};
  const up = phase === 'Running' || phase === 'Paused';
  if (!newRestart(instance) || !up) return undefined;
  const message = 'A restart was requested.';
  return { state: 'Running', reason: reasons.restartRequested, message, restart: true } as const;
}

function timeout({ instance, machine, now }: GoalInput) {
  const since = startingSince(instance.status);
  const { startTimeoutSeconds = 600 } = instance.spec;
  if (since === undefined || now < since + startTimeoutSeconds * 1000) return undefined;
  const refusal = unschedulable(machine);
  const why = refusal ?? machine.vm?.status?.printableStatus ?? 'no machine';
  const reason = refusal === undefined ? reasons.startTimedOut : reasons.capacityUnavailable;
  const message = cut(`Not running ${startTimeoutSeconds} s after the start: ${why}`);
  return { state: 'Failed', reason, message } as const;
}

/** Why no node takes the machine, when that is what it waits for. */
function unschedulable({ vm, vmi }: MachineView): string | undefined {
  const scheduled = condition(vmi?.status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? 'unschedulable';
  return vm?.status?.printableStatus === 'ErrorUnschedulable' ? 'unschedulable' : undefined;
}

function run(input: GoalInput) {
  const state = input.instance.spec.desiredState === 'Paused' ? 'Paused' : 'Running';
  return { state, ...whyUp(input) } as const;
}

interface Why {
  reason: Reason;
  message: string;
}

function whyUp({ instance, machine }: GoalInput): Why {
  const { phase = 'Pending', reason, message = '' } = instance.status ?? {};
  const why = afterEnd[machine.end?.kind ?? ''];
  if (why !== undefined) return why;
  if (phase !== 'Starting') return afterLoss[phase] ?? requested;
  return { reason: (reason ?? reasons.startRequested) as Reason, message };
}

const requested: Why = { reason: reasons.startRequested, message: 'A start was requested.' };

const afterEnd: Record<string, Why> = {
  crashed: { reason: reasons.guestCrashed, message: 'The machine crashed and starts again.' },
  evicted: {
    reason: reasons.nodeMaintenance,
    message: 'The node was drained; the machine starts again.',
  },
};

/** By the phase in which the machine was lost. */
const afterLoss: Record<string, Why> = {
  Running: { reason: reasons.guestCrashed, message: 'The machine ended and starts again.' },
  Paused: {
    reason: reasons.pauseLost,
    message: 'The machine ended while it was paused and starts again.',
  },
};
