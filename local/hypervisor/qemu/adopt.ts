import { readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@cyberdesk/kit/logger';
import { readJson } from '../system/files.ts';
import { alive, identify, processesIn, terminate } from '../system/processes.ts';
import { type MachineRecord, QemuMachine } from './machine.ts';
import { QmpClient } from './qmp.ts';

/** Machines that run and whose control socket answers; what runs without answering is ended. */
export async function adoptMachines(directory: string, log: Logger): Promise<QemuMachine[]> {
  const found: QemuMachine[] = [];
  for (const id of await readdir(directory)) {
    const machine = await adoptMachine(join(directory, id));
    if (machine) {
      found.push(machine);
      log.info({ machine: id, name: machine.record.name }, 'adopted a running machine');
    } else await endProcesses(join(directory, id));
  }
  return found;
}

async function adoptMachine(directory: string): Promise<QemuMachine | undefined> {
  const record = await readJson<MachineRecord>(join(directory, 'machine.json'));
  const parts = [record?.qemu, record?.pasta, record?.entrance];
  if (!record || !parts.every((part) => part && alive(part))) return undefined;
  try {
    const qmp = await QmpClient.connect(directory);
    const machine = new QemuMachine(record, directory, qmp);
    const { status } = await qmp.execute<{ status: string }>('query-status');
    // Recorded, but its first instruction was never run.
    if (status !== 'running') await qmp.execute('cont');
    return machine;
  } catch {
    return undefined;
  }
}

/** Paused clones of an earlier hypervisor: nobody's, and quickly made again. */
export async function removeDebris(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch((): string[] => [])) {
    await endProcesses(join(directory, name));
    await rm(join(directory, name), { recursive: true, force: true });
  }
}

async function endProcesses(directory: string): Promise<void> {
  for (const pid of processesIn(await realpath(directory))) {
    const identity = identify(pid);
    if (identity) await terminate(identity, 1000);
  }
}
