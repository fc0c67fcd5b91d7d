import { readdirSync, readFileSync } from 'node:fs';

/** A file of a process; empty when the process ended while we looked. */
export const readProc = (pid: string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Pids of the emulators that run desktops. */
export const emulators = (): string[] =>
  readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && readProc(pid, 'cmdline').startsWith('qemu-system'),
  );
