import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process and when it began, so that a number that was used again never names a stranger. */
export interface ProcessId {
  pid: number;
  startTime: string;
}

/** When a process began, in the kernel's ticks since boot; undefined when there is none, or only its corpse. */
export const startTimeOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

/** This process. */
export const thisProcess = (): ProcessId => identify(process.pid);

/** The process that has this number now. */
export const identify = (pid: number): ProcessId => ({ pid, startTime: startTimeOf(pid) ?? '' });

/** True while that very process runs. */
export const isAlive = ({ pid, startTime }: ProcessId): boolean =>
  startTime !== '' && startTimeOf(pid) === startTime;

/** Ends a process: first the polite signal, after `graceMs` SIGKILL. Resolves when it is gone. */
export const end = async (
  target: ProcessId,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> => {
  if (!isAlive(target)) return;
  send(target, signal);
  const deadline = Date.now() + graceMs;
  while (isAlive(target)) {
    if (Date.now() > deadline) send(target, 'SIGKILL');
    await delay(50);
  }
};

const send = ({ pid }: ProcessId, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself
  }
};
