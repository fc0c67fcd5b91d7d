import type { Instance, InstanceStatus, RunningInterval } from '../resources.ts';
import type { MachineView } from './machine-view.ts';
import { meterPause } from './pause.ts';
import { timestamp } from './transitions.ts';

const keptIntervals = 16;
const ceilSecond = (ms: number) => Math.ceil(ms / 1000) * 1000;
const floorSecond = (ms: number) => Math.floor(ms / 1000) * 1000;

export const openInterval = (status: InstanceStatus | undefined): RunningInterval | undefined =>
  status?.intervals?.find(({ endedAt }) => endedAt === undefined);

/**
 * Closes the open interval when its machine ended, with the end that KubeVirt wrote down, and
 * opens one for a machine that is bound. Rounding is always to the customer's side, so counted
 * seconds are never more than the machine ran.
 */
export function meter(
  status: InstanceStatus,
  spec: Instance['spec'],
  machine: MachineView,
  now: number,
): InstanceStatus {
  const { status: known, resumedAt } = meterPause(closed(status, spec, machine, now), machine, now);
  return opened(known, machine, resumedAt);
}

function closed(
  status: InstanceStatus,
  spec: Instance['spec'],
  machine: MachineView,
  now: number,
): InstanceStatus {
  const open = openInterval(status);
  const end = open === undefined ? undefined : endOf(open, machine, now);
  if (open === undefined || end === undefined) return status;
  const startedAt = Date.parse(open.startedAt);
  const endedAt = Math.max(startedAt, floorSecond(end));
  const seconds = (endedAt - startedAt) / 1000;
  const interval = { ...open, endedAt: timestamp(endedAt) };
  return {
    ...status,
    runningSeconds: (status.runningSeconds ?? 0) + seconds,
    creditUnits: (status.creditUnits ?? 0) + seconds * (spec.ratePerSecond ?? 0),
    intervals: status.intervals?.map((entry) => (entry === open ? interval : entry)) ?? [],
  };
}

/**
 * Our finalizer keeps a metered VMI until its end is booked. Where somebody tore it off, the last
 * moment that can be named is now.
 */
function endOf(open: RunningInterval, machine: MachineView, now: number): number | undefined {
  if (machine.vmi?.metadata.uid !== open.uid) return now;
  if (machine.paused !== undefined) return machine.paused.at ?? now;
  return machine.end === undefined ? undefined : (machine.end.at ?? now);
}

/** One for each run, and one more for each time that it went on after a pause. */
function opened(
  status: InstanceStatus,
  machine: MachineView,
  resumedAt: number | undefined,
): InstanceStatus {
  const { intervals = [] } = status;
  const { uid, boundAt } = inUse(status, machine) ?? {};
  if (uid === undefined || boundAt === undefined) return status;
  const last = intervals.findLast((entry) => entry.uid === uid);
  const first = Math.max(Date.parse(boundAt), machine.runningAt ?? 0);
  const start = last === undefined ? first : after(last, resumedAt);
  if (start === undefined) return status;
  const interval = { uid, startedAt: timestamp(ceilSecond(start)) };
  return { ...status, intervals: [...intervals, interval].slice(-keptIntervals) };
}

/** The machine, while it is bound and its guest runs. */
function inUse({ machine, paused }: InstanceStatus, { running, vmi }: MachineView) {
  const counts = running && paused === undefined && machine?.uid === vmi?.metadata.uid;
  return counts ? machine : undefined;
}

/** Intervals never overlap: the next one begins where the pause ended, and not before the last. */
function after({ endedAt }: RunningInterval, resumedAt: number | undefined): number | undefined {
  if (endedAt === undefined || resumedAt === undefined) return undefined;
  return Math.max(Date.parse(endedAt), resumedAt);
}
