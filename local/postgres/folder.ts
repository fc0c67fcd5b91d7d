import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readState, stateDirectory, stateFolder, writeState } from '../state.ts';
import { end, identify } from '../supervisor/pids.ts';
import { isReachable } from './account.ts';

/** Folder for what the account of Postgres must reach when the clone lies where it may not go, such as /root. */
export const reachableFolder = '/var/lib/cyberdesk';

/** Where the database's files lie: in the state, or where its account can get to. Chosen once and recorded. */
export const dataFolder = (): string => {
  const known = readState<{ folder: string }>('postgres', 'folder.json')?.folder;
  return known ?? choose();
};

/** Records where the files lie, and makes the folder that holds them. */
export const ensureDataFolder = (): string => {
  const folder = dataFolder();
  mkdirSync(dirname(folder), { recursive: true });
  if (dirname(folder) !== stateDirectory('postgres')) openFolders(dirname(folder));
  else chmodSync(dirname(folder), 0o711);
  writeState({ folder }, 'postgres', 'folder.json');
  return folder;
};

const choose = (): string => {
  const state = stateFolder();
  if (process.getuid?.() !== 0 || isReachable(state)) return join(state, 'postgres', 'data');
  const name = createHash('sha256').update(state).digest('hex').slice(0, 16);
  return join(reachableFolder, 'postgres', name);
};

/** Every account may pass, none may list. */
const openFolders = (folder: string): void => {
  for (let each = folder; each.startsWith(reachableFolder); each = dirname(each))
    chmodSync(each, 0o711);
};

/** Ends the server that runs on these files, if there is one: quickly, not saving what clients have not committed. */
export const endServer = async (folder: string): Promise<void> => {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!commandLine(pid).includes(folder)) return;
  await end(identify(pid), 'SIGINT', 20_000);
  rmSync(file, { force: true });
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};
