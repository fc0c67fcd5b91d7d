import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './cache.ts';
import { readJson, writeAtomic } from './files.ts';

interface Pin {
  stateDirectory: string;
  folders: string[];
}

/** Says which folders of the cache the machines of one state folder stand on. */
export async function pin(
  cacheDirectory: string,
  stateDirectory: string,
  folders: string[],
): Promise<void> {
  const name = createHash('sha256').update(stateDirectory).digest('hex').slice(0, 16);
  const content: Pin = { stateDirectory, folders };
  await writeAtomic(join(cacheDirectory, 'pins', `${name}.json`), JSON.stringify(content));
}

/** Every folder that some state folder stands on; pins of state folders that are gone are dropped. */
export async function pinned(cacheDirectory: string): Promise<Set<string>> {
  const directory = join(cacheDirectory, 'pins');
  const all = new Set<string>();
  for (const name of await readdir(directory).catch((): string[] => [])) {
    if (!name.endsWith('.json')) continue;
    const content = await readJson<Pin>(join(directory, name));
    if (content && (await exists(content.stateDirectory)))
      content.folders.forEach((folder) => all.add(folder));
    else await rm(join(directory, name), { force: true });
  }
  return all;
}
