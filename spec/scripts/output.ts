import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from './repository.ts';

/** What generation owns. Everything in these places that it did not just make is deleted. */
export const generatedPaths = [
  'generated',
  'charts/cyberdesk/templates/crds',
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

export interface Difference {
  written: string[];
  deleted: string[];
}

async function compare(folder: string, target: string): Promise<Difference> {
  const wanted = await listAll(folder);
  const deleted = (await listAll(target)).filter(
    (file) => !wanted.includes(file) && !kept.has(file),
  );
  const written: string[] = [];
  for (const file of wanted) {
    const content = await readFile(path.join(folder, file));
    const present = await readFile(path.join(target, file)).catch(() => undefined);
    if (!present?.equals(content)) written.push(file);
  }
  return { written, deleted };
}

/**
 * Makes the generated files of the repository equal to those in the folder, and says what was not. A file that is
 * already right is not touched: watchers and other processes never see a half-empty tree.
 */
export async function publish(folder: string, target = root): Promise<Difference> {
  const difference = await compare(folder, target);
  for (const file of difference.written) {
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await copyFile(path.join(folder, file), path.join(target, file));
  }
  for (const file of difference.deleted) await rm(path.join(target, file));
  return difference;
}
