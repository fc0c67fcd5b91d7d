import { readdirSync, readFileSync } from 'node:fs';
import { stateFolder } from './stack.ts';

/** Main script of each service that the supervisor keeps alive. */
export const services = {
  api: 'services/api/src/main.ts',
  gateway: 'services/gateway/src/main.ts',
  operator: 'operator/src/main.ts',
  hypervisor: 'local/hypervisor/main.ts',
} as const;

/** Name of a service. */
export type Service = keyof typeof services;

/** Processes of a service of the stack under test, and of no other stack on this machine. */
export const pidsOf = (service: Service): number[] =>
  processesOf(stateFolder()).filter((pid) => read(pid, 'cmdline').includes(services[service]));

/** Processes whose environment or command line names this folder. */
export const processesOf = (folder: string): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => pid !== process.pid && pid !== process.ppid)
    .filter(
      (pid) => read(pid, 'environ').includes(folder) || read(pid, 'cmdline').includes(folder),
    );

/** A file of a process with NUL as space; empty when the process is gone. */
export const read = (pid: number, file: 'cmdline' | 'environ'): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
