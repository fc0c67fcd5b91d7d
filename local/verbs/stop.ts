import { rmSync } from 'node:fs';
import { endMachines } from '../hypervisor/leftovers.ts';
import { dataFolder, endServer } from '../postgres/folder.ts';
import { stateDirectory, stateFolder } from '../state.ts';
import { end, endGroup } from '../supervisor/pids.ts';
import { endLeftovers } from '../supervisor/supervisor.ts';
import { runningSupervisor } from './start.ts';

/** The supervisor shuts desktops down first, which takes its time. */
const GRACE_MS = 150_000;

/** Stops everything of this state, also what a killed supervisor left behind. */
export const stop = async (): Promise<number> => {
  const supervisor = runningSupervisor();
  if (supervisor) {
    await end(supervisor, 'SIGTERM', GRACE_MS);
    await endGroup(supervisor);
  }
  await endLeftovers();
  await endMachines(stateDirectory('hypervisor'));
  await endServer(dataFolder());
  process.stdout.write('Cyberdesk is stopped. `npm start` brings it back with the same data.\n');
  return 0;
};

/** Stops everything and removes this state; what is shared by all clones stays in the cache. */
export const reset = async (): Promise<number> => {
  await stop();
  rmSync(dataFolder(), { recursive: true, force: true });
  rmSync(stateFolder(), { recursive: true, force: true });
  process.stdout.write('All state is removed.\n');
  return 0;
};
