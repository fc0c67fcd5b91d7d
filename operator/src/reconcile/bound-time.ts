import type { Binding } from '../context.ts';
import type { MachineView } from './machine-view.ts';

/**
 * When the desktop became usable in this run. execd tells, but by the clock of a guest that its
 * owner may set, and it keeps its first binding over restarts: what is older than this run, or
 * later than the gateway's answer, is replaced by that answer. Its clock is ours, as the
 * operator's own may be stepped; that one only counts where the gateway tells no time.
 */
export function boundTime(
  { boundAt, answeredAt }: Binding,
  { runningAt = 0, readyAt = 0 }: MachineView,
  now: number,
): number {
  // A header of HTTP tells the second that began last.
  const latest = answeredAt === undefined ? now : answeredAt + 1000;
  const reported = Date.parse(boundAt);
  const ofThisRun = reported >= runningAt && reported <= latest;
  return ofThisRun ? reported : Math.max(latest, runningAt, readyAt);
}
