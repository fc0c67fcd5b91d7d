import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of the processes that carry a machine's name: QEMU, or the process driver's execd. */
export const machinesOf = async (name: string): Promise<string[]> =>
  commandLines().filter((line) => line.includes(name));

/** Names of all machines that have a process now. */
export const runningMachines = (): string[] => {
  const names = commandLines().flatMap((line) => line.match(/dsk-[2-7a-z]{34}/g) ?? []);
  return [...new Set(names)].sort();
};

const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => readCommandLine(pid))
    .filter((line) => /qemu-system|execd|bwrap|pasta/.test(line));

const readCommandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // the process ended while we looked
  }
};
