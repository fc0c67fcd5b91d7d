import { reasons } from '../constants.ts';
import type { Instance, InstanceMachine, InstanceStatus } from '../resources.ts';
import { conditionsOf, mergeConditions, type Trouble } from './conditions.ts';
import { type Goal, isHalting } from './goal.ts';
import type { Look } from './idle.ts';
import type { MachineView } from './machine-view.ts';
import { machineName } from './machine-name.ts';
import { meter, openInterval } from './meter.ts';
import { provisioned } from './provisioning.ts';
import { type Step, timestamp, transition } from './transitions.ts';

/** A bind that succeeded in this pass. */
export interface BindResult {
  uid: string;
  boundAt: string;
  contractVersion: string;
}

export interface StatusInput {
  instance: Instance;
  goal: Goal;
  machine: MachineView;
  /** Undefined until it was decided where it lives. */
  shard: string | undefined;
  bind: BindResult | undefined;
  look?: Look | undefined;
  trouble: Trouble;
  now: number;
}

/** The whole status after this pass, from what was seen and done in it. Written once, or not at all. */
export function nextStatus(input: StatusInput): InstanceStatus {
  const { instance, goal, machine, trouble, now } = input;
  const observedGeneration = instance.metadata.generation ?? 1;
  const before: InstanceStatus = { ...counters(instance.status), ...machineOf(input) };
  const metered = meter(before, instance.spec, machine, now);
  const step = stepOf(goal, metered, machine);
  const moved = transition(metered, step, now);
  const facts = conditionsOf(moved, machine, trouble, goal.state === 'Paused');
  return {
    ...moved,
    ...activityOf(input.look),
    ...provisioned(instance, moved, machine, now),
    observedGeneration,
    observedStartCount: goal.startCount,
    observedRestartCount: instance.spec.restartCount ?? 0,
    conditions: mergeConditions(instance.status?.conditions, facts, observedGeneration, now),
  };
}

function activityOf(look: Look | undefined): Pick<InstanceStatus, 'activity'> {
  if (look?.known !== true) return {};
  const { lastActiveAt, observedAt } = look;
  return {
    activity: { lastActiveAt: timestamp(lastActiveAt), observedAt: timestamp(observedAt) },
  };
}

/** Counters stand in every status from the first on, so that readers need no defaults. */
const counters = (status: InstanceStatus = {}): InstanceStatus => ({
  runningSeconds: 0,
  pausedSeconds: 0,
  creditUnits: 0,
  sequence: 0,
  intervals: [],
  transitions: [],
  ...status,
});

/** The address stands there only while that machine runs: the gateway connects to no other. */
function machineOf({ instance, machine, shard, bind }: StatusInput): {
  machine?: InstanceMachine;
} {
  const chosen = shard && { namespace: shard, name: machineName(instance) };
  const known: InstanceMachine | undefined = instance.status?.machine ?? (chosen || undefined);
  return known === undefined ? {} : { machine: machineNow(known, machine, bind) };
}

function machineNow(
  known: InstanceMachine,
  machine: MachineView,
  bind: BindResult | undefined,
): InstanceMachine {
  const { namespace, name, virtualMachineUid = machine.vm?.metadata.uid } = known;
  const base = { namespace, name, ...(virtualMachineUid !== undefined && { virtualMachineUid }) };
  const uid = machine.vmi?.metadata.uid;
  if (machine.address === undefined || uid === undefined) return base;
  const place = { uid, address: machine.address, ...(machine.node && { node: machine.node }) };
  return { ...base, ...place, ...bindingOf(uid, known, bind) };
}

function bindingOf(uid: string, known: InstanceMachine, bind: BindResult | undefined) {
  if (bind?.uid === uid) return { boundAt: bind.boundAt, contractVersion: bind.contractVersion };
  if (known.uid !== uid || known.boundAt === undefined) return {};
  const { boundAt, contractVersion } = known;
  return { boundAt, ...(contractVersion !== undefined && { contractVersion }) };
}

function stepOf(goal: Goal, status: InstanceStatus, machine: MachineView): Step {
  const { reason, message } = goal;
  const gone = machine.vmi === undefined && openInterval(status) === undefined;
  switch (goal.state) {
    case 'Deleted':
      return { phase: gone && machine.vm === undefined ? 'Deleted' : 'Deleting', reason, message };
    case 'Stopped':
      return { phase: gone ? 'Stopped' : 'Stopping', reason, message };
    case 'Waiting':
      return { phase: 'Pending', reason, message };
    case 'Failed':
      return { phase: 'Failed', reason, message };
    default:
      return runningStep(goal, status, machine);
  }
}

function runningStep(goal: Goal, status: InstanceStatus, machine: MachineView): Step {
  const { reason, message } = goal;
  if (goal.restart === true) return { phase: 'Starting', reason, message };
  const halting = isHalting({ status }, machine);
  if (status.paused !== undefined) return pausedStep(goal, status);
  if (status.machine?.boundAt !== undefined && !halting) {
    return boundStep(status);
  }
  const phase = machine.vm === undefined ? 'Pending' : 'Starting';
  return { phase, reason, message };
}

/** Until the desktop answers again it counts as paused, whatever is wanted by now. */
function pausedStep({ state }: Goal, { phase, reason, message }: InstanceStatus): Step {
  if (phase === 'Paused') return { phase, reason: reason ?? '', message: message ?? '' };
  const wanted = state === 'Paused';
  const why = wanted ? 'The desktop is paused.' : 'The machine was paused by the cluster.';
  return { phase: 'Paused', reason: reasons.pauseRequested, message: why };
}

function boundStep({ phase, reason, message }: InstanceStatus): Step {
  if (phase === 'Running') return { phase, reason: reason ?? '', message: message ?? '' };
  if (phase === 'Paused') {
    return { phase: 'Running', reason: reasons.resumeRequested, message: 'The desktop goes on.' };
  }
  return { phase: 'Running', reason: reasons.started, message: 'The desktop is ready.' };
}
