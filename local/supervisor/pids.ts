import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process and when it began, so that a number that was used again never names a stranger. */
export interface ProcessId {
  pid: number;
  startTime: string;
}

/** Fields of /proc/<pid>/stat after the program's name: state, parent, process group, … */
const statOf = (pid: number): string[] | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

/** When a process began: this boot, and ticks since it. Undefined when there is none, or only its corpse. */
export const startTimeOf = (pid: number): string | undefined => {
  const fields = statOf(pid);
  return !fields || fields[0] === 'Z' ? undefined : `${bootId()}/${fields[19]}`;
};

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

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

/** Kills what a leader that ended left in its process group, unless its number already names another process. */
export const endGroup = async ({ pid, startTime }: ProcessId): Promise<void> => {
  const leader = startTimeOf(pid);
  const sameBoot = startTime.startsWith(`${bootId()}/`);
  if (!sameBoot || (leader !== undefined && leader !== startTime)) return;
  const members = readdirSync('/proc')
    .map(Number)
    .filter((each) => Number.isInteger(each) && each !== pid)
    .filter((each) => statOf(each)?.[2] === String(pid));
  await Promise.all(members.map((each) => end(identify(each), 'SIGKILL', 0)));
};
