import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from './stack.ts';

/** What the hypervisor writes down of a machine that has processes: its name, and each process with its start. */
type MachineRecord = { name: string } & Record<string, unknown>;

/** Names of all machines that have a running process now. */
export const runningMachines = (): string[] => {
  const names = records()
    .filter((record) => processesOf(record).some(isAlive))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
};

/** Processes of the machine of this name that run now. */
export const machinesOf = (name: string): number[] =>
  records()
    .filter((record) => record.name === name)
    .flatMap(processesOf)
    .filter(isAlive)
    .map(({ pid }) => pid);

const records = (): MachineRecord[] => {
  const folder = join(stateFolder(), 'hypervisor/machines');
  return readdirSync(folder)
    .map((id) => join(folder, id, 'machine.json'))
    .filter((file) => existsSync(file))
    .flatMap(readRecord);
};

const readRecord = (file: string): MachineRecord[] => {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as MachineRecord];
  } catch {
    return []; // removed while we looked
  }
};

interface ProcessId {
  pid: number;
  startTime: number | string;
}

const processesOf = (record: MachineRecord): ProcessId[] =>
  Object.values(record).filter(
    (value): value is ProcessId => typeof value === 'object' && value !== null && 'pid' in value,
  );

/** True while that very process runs, and is no corpse. */
const isAlive = ({ pid, startTime }: ProcessId): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' && fields[19] === String(startTime);
  } catch {
    return false;
  }
};
