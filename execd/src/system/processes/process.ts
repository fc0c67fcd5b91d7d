import { readFileSync } from 'node:fs';

/** When a process started, in clock ticks since boot: with its pid it names one process for good. */
export function startTime(pid: number): number | undefined {
  try {
    return Number(stat(pid)[19]);
  } catch {
    return undefined;
  }
}

/** Whether a process runs; one that ended and was not waited for yet does not. */
export function isAlive(pid: number): boolean {
  try {
    return stat(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Signals a whole process group; one that is gone already is what was wanted. */
export function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: nobody is left in the group.
  }
}

/** Fields of /proc/<pid>/stat from the third on: the second, a name in brackets, may hold spaces. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
