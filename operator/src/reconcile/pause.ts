import type { Condition, Instance, InstanceStatus } from '../resources.ts';
import type { Fact } from './conditions.ts';
import type { Goal } from './goal.ts';
import type { MachineView } from './machine-view.ts';
import { timestamp } from './transitions.ts';

/** What is to be done to the guest's processors in this pass. */
export type PauseAction = 'pause' | 'unpause' | 'none';

/**
 * Only a bound desktop is paused: before, nobody could use it. What is to stop goes on first, as a
 * guest that stands still cannot end in order; what is to be deleted need not. A pause that
 * KubeVirt made for its own reasons (a full disk) is not ours to end.
 */
export function planPause(goal: Goal, instance: Instance, machine: MachineView): PauseAction {
  const { running, paused } = machine;
  if (!running || goal.state === 'Deleted') return 'none';
  if (goal.state !== 'Paused') return paused?.byUser === true ? 'unpause' : 'none';
  return paused === undefined && isBound(instance, machine) ? 'pause' : 'none';
}

function isBound({ status }: Instance, { vmi }: MachineView): boolean {
  const { uid, boundAt } = status?.machine ?? {};
  if (vmi === undefined || vmi.metadata.deletionTimestamp !== undefined) return false;
  return boundAt !== undefined && uid === vmi.metadata.uid;
}

/**
 * Keeps the span of a pause. It is open from the time at which KubeVirt saw the guest stand still
 * until the desktop answers again or its machine ends; `resumedAt` tells of the former. Both times
 * are KubeVirt's: an operator that was away, or whose clock is wrong, changes nothing.
 */
export function meterPause(
  status: InstanceStatus,
  machine: MachineView,
  now: number,
): { status: InstanceStatus; resumedAt?: number } {
  const { paused: open } = status;
  if (open === undefined) return { status: openedPause(status, machine, now) };
  const resumedAt = resumption(open, machine, now);
  const end = resumedAt ?? endOfPause(open.uid, machine, now);
  if (end === undefined) return { status };
  const { paused: _, ...rest } = status;
  const seconds = Math.floor((floorSecond(end) - Date.parse(open.startedAt)) / 1000);
  const pausedSeconds = (status.pausedSeconds ?? 0) + Math.max(0, seconds);
  const closed = { ...rest, pausedSeconds };
  return resumedAt === undefined ? { status: closed } : { status: closed, resumedAt };
}

function openedPause(status: InstanceStatus, { vmi, paused }: MachineView, now: number) {
  const { uid } = vmi?.metadata ?? {};
  if (uid === undefined || paused === undefined || status.machine?.uid !== uid) return status;
  return { ...status, paused: { uid, startedAt: timestamp(notBefore(paused.at ?? now)) } };
}

interface OpenPause {
  uid: string;
  startedAt: string;
}

/** A Ready from before the pause says nothing. */
function resumption(open: OpenPause, machine: MachineView, now: number): number | undefined {
  const { vmi, running, ready, paused, readyAt } = machine;
  if (vmi?.metadata.uid !== open.uid || !running || !ready || paused !== undefined)
    return undefined;
  const at = notBefore(readyAt ?? now);
  return at >= Date.parse(open.startedAt) ? at : undefined;
}

function endOfPause(uid: string, { vmi, end }: MachineView, now: number): number | undefined {
  if (vmi?.metadata.uid !== uid) return now;
  return end === undefined ? undefined : (end.at ?? now);
}

/** KubeVirt writes whole seconds, cut off: what it tells of happened within the second after. */
const notBefore = (ms: number) => (ms % 1000 === 0 ? ms + 1000 : Math.ceil(ms / 1000) * 1000);
const floorSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

/** The condition, on desktops that were ever to be paused. */
export function pausedFacts(
  status: InstanceStatus,
  wanted: boolean,
  trouble: string | undefined,
): Fact[] {
  const known = status.conditions?.find((entry) => entry.type === type);
  if (status.paused !== undefined) {
    return [{ type, status: 'True', reason: 'Paused', message: 'The guest stands still.' }];
  }
  if (wanted) return [notYet(known, trouble)];
  return known === undefined ? [] : [no('NotPaused', 'The guest runs.')];
}

const type = 'Paused';
const no = (reason: string, message: string): Fact => ({ type, status: 'False', reason, message });

function notYet(known: Condition | undefined, trouble: string | undefined): Fact {
  if (trouble !== undefined) return no('PauseFailed', trouble);
  if (known?.status === 'True' || known?.reason === 'PauseLost') {
    return no('PauseLost', 'The machine started anew. It is paused again once it is bound.');
  }
  return no('PausePending', 'The guest is to be paused once it is bound.');
}
