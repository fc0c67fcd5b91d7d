import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A file of a process; empty when the process ended while we looked. */
export const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Pids of the emulators that run desktops. */
export const emulators = (): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => readProc(pid, 'cmdline').startsWith('qemu-system'));

/** Direct children of a process. */
export const childrenOf = (pid: number): number[] =>
  readProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** A process and everything below it. */
export const treeOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(treeOf)];

const MS_PER_TICK = 10;

/** Fields of /proc/<pid>/stat behind the name, so that `state` is 0. */
const stat = (pid: number): number[] => {
  const text = readProc(pid, 'stat');
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
};

/** Processor time of these processes so far, user and system, in ms. */
export const cpuOf = (...pids: number[]): number =>
  pids
    .map(stat)
    .reduce((sum, fields) => sum + ((fields[11] ?? 0) + (fields[12] ?? 0)) * MS_PER_TICK, 0);

/** Processor time of this process's children that have ended, in ms: what a spawned tool cost. */
export const cpuOfChildren = (): number => {
  const fields = stat(process.pid);
  return ((fields[13] ?? 0) + (fields[14] ?? 0)) * MS_PER_TICK;
};

/** Processor time of a process and of its children that have ended, in ms. */
export const cpuWithChildren = (pid: number): number => {
  const fields = stat(pid);
  return [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0) * MS_PER_TICK;
};

const kilobytes = (pid: number, file: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readProc(pid, file))?.[1] ?? 0);

/** Proportional set size of these processes, in MB: pages that several share count once. */
export const memoryOf = (...pids: number[]): number =>
  pids.reduce((sum, pid) => sum + kilobytes(pid, 'smaps_rollup', 'Pss'), 0) / 1000;

/** Forgets the highest resident size so far and tells the present one, in MB. */
export const resetPeak = (pid: number): number => {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return kilobytes(pid, 'status', 'VmRSS') / 1000;
};

/** The highest resident size since `resetPeak`, in MB. */
export const peakOf = (pid: number): number => kilobytes(pid, 'status', 'VmHWM') / 1000;

/** Asks a process to end and waits until it has. */
export const endProcess = async (pid: number): Promise<void> => {
  if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGTERM');
  while (existsSync(`/proc/${pid}`)) await delay(20);
};
