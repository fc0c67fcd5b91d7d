import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './repository.ts';

/** What generation owns. Everything in these places that it did not just make is deleted. */
export const generatedPaths = [
  'generated',
  'sdks/typescript/src/generated',
  'sdks/python/src/cyberdesk/_generated',
  'sdks/python/src/cyberdesk/_generated_routes.py',
  'sdks/python/src/cyberdesk/_generated_resources.py',
  'sdks/python/src/cyberdesk/_generated_async_resources.py',
];

/** Hand-written files of the generated workspace. */
const kept = new Set(['generated/package.json', 'generated/tsconfig.json']);
const ignored = new Set(['node_modules', '__pycache__']);

async function filesUnder(base: string, place: string): Promise<string[]> {
  const full = path.join(base, place);
  const found = await stat(full).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [place];
  const entries = (await readdir(full)).filter((name) => !ignored.has(name));
  return (await Promise.all(entries.map((name) => filesUnder(base, `${place}/${name}`)))).flat();
}

async function listAll(base: string): Promise<string[]> {
  return (await Promise.all(generatedPaths.map((place) => filesUnder(base, place)))).flat();
}

/**
 * Makes the repository's generated files equal to those in the folder. A file that is already right is not touched:
 * watchers and other processes never see a half-empty tree.
 */
export async function publish(folder: string): Promise<{ written: number; deleted: string[] }> {
  const wanted = await listAll(folder);
  const deleted = (await listAll(root)).filter((file) => !wanted.includes(file) && !kept.has(file));
  let written = 0;
  for (const file of wanted) {
    const content = await readFile(path.join(folder, file));
    const present = await readFile(path.join(root, file)).catch(() => undefined);
    if (present?.equals(content)) continue;
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
    written += 1;
  }
  for (const file of deleted) await rm(path.join(root, file));
  return { written, deleted };
}
