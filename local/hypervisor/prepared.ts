import { join } from 'node:path';
import { readJson, writeAtomic } from './system/files.ts';

/** What a start made ready for the driver, read by the hypervisor process. */
export type Prepared =
  | {
      driver: 'qemu';
      accelerator: 'kvm' | 'tcg';
      image: string;
      template: { directory: string; vcpus: number; memoryMiB: number };
    }
  | { driver: 'process'; layer: string }
  | { driver: 'simulated' };

const FILE = 'prepared.json';

export async function writePrepared(stateDirectory: string, prepared: Prepared): Promise<void> {
  await writeAtomic(join(stateDirectory, FILE), JSON.stringify(prepared));
}

export async function readPrepared<D extends Prepared['driver']>(
  stateDirectory: string,
  driver: D,
): Promise<Extract<Prepared, { driver: D }>> {
  const prepared = await readJson<Prepared>(join(stateDirectory, FILE));
  if (prepared?.driver === driver) return prepared as Extract<Prepared, { driver: D }>;
  throw new Error(
    `nothing is prepared for the ${driver} driver in ${stateDirectory}: run \`npm start\`, which prepares it`,
  );
}
