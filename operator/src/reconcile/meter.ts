import type { Instance, InstanceStatus, RunningInterval } from '../resources.ts';
import type { MachineView } from './machine-view.ts';
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
  return opened(closed(status, spec, machine, now), machine);
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
  return machine.end === undefined ? undefined : (machine.end.at ?? now);
}

function opened(status: InstanceStatus, machine: MachineView): InstanceStatus {
  const { uid, boundAt } = status.machine ?? {};
  const { intervals = [] } = status;
  if (uid === undefined || boundAt === undefined || !machine.running) return status;
  if (uid !== machine.vmi?.metadata.uid || intervals.some((entry) => entry.uid === uid))
    return status;
  const start = Math.max(Date.parse(boundAt), machine.runningAt ?? 0);
  const interval = { uid, startedAt: timestamp(ceilSecond(start)) };
  return { ...status, intervals: [...intervals, interval].slice(-keptIntervals) };
}
