import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, endLeftover as endDatabase } from '../postgres/main.ts';
import { stateFolder } from '../state.ts';
import { end } from '../supervisor/pids.ts';
import { endLeftovers } from '../supervisor/supervisor.ts';
import { endMachines } from '../hypervisor/leftovers.ts';
import { runningSupervisor } from './start.ts';

/** Stops everything of this state, also what a killed supervisor left behind. */
export const stop = async (): Promise<number> => {
  const supervisor = runningSupervisor();
  if (supervisor) await end(supervisor, 'SIGTERM', 150_000);
  await endLeftovers();
  await endMachines(join(stateFolder(), 'hypervisor'));
  await endDatabase(dataFolder(join(stateFolder(), 'postgres/data')));
  process.stdout.write('Cyberdesk is stopped. `npm start` brings it back with the same data.\n');
  return 0;
};

/** Stops everything and removes this state; what is shared by all clones stays in the cache. */
export const reset = async (): Promise<number> => {
  await stop();
  rmSync(dataFolder(join(stateFolder(), 'postgres/data')), { recursive: true, force: true });
  rmSync(stateFolder(), { recursive: true, force: true });
  process.stdout.write('All state is removed.\n');
  return 0;
};
