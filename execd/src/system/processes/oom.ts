import { writeFileSync } from 'node:fs';

/**
 * The unit protects execd from the kernel's out-of-memory killer, and children inherit that. A program that eats the
 * machine must be the one that goes, so it is made ordinary again.
 */
export function makeOrdinary(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '0');
  } catch {
    // It ended already, or it is not ours to change.
  }
}
