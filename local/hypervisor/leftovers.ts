import { readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from './system/files.ts';
import {
  alive,
  identify,
  type ProcessIdentity,
  processesIn,
  terminate,
} from './system/processes.ts';

type Recorded = Partial<Record<'qemu' | 'pasta' | 'entrance' | 'inner' | 'outer', ProcessIdentity>>;

/** Ends every machine process of a state folder whose hypervisor is gone; disks stay. */
export async function endMachines(stateDirectory: string): Promise<void> {
  for (const kind of ['machines', 'slots']) {
    for (const name of await readdir(join(stateDirectory, kind)).catch((): string[] => [])) {
      await endMachine(join(stateDirectory, kind, name));
    }
  }
  await rm(join(stateDirectory, 'slots'), { recursive: true, force: true });
}

async function endMachine(directory: string): Promise<void> {
  const record = (await readJson<Recorded>(join(directory, 'machine.json'))) ?? {};
  const { qemu, inner, pasta, entrance, outer } = record;
  const recorded = [qemu, inner, pasta, entrance, outer].filter((each) => each !== undefined);
  const found = processesIn(await realpath(directory))
    .map(identify)
    .filter((each) => each !== undefined);
  const all = [...recorded, ...found].filter(alive);
  await Promise.all(all.map((identity) => terminate(identity, 2000)));
  for (const socket of ['qmp.sock', 'qga.sock']) await rm(join(directory, socket), { force: true });
}
