import { rmdir } from 'node:fs/promises';
import { errno, Fault } from '../fault.ts';
import type { Directory, Name } from './directory.ts';
import { onPath, refusePath } from './errors.ts';
import { locate } from './locate.ts';
import type { Asked } from './path.ts';

/** How deep directories may lie in one another where all of them are held open. */
export const MAX_DEPTH = 512;

/** Deletes a file, a link or a directory. Links are never followed: what they point to stays. */
export async function deleteFile(asked: Asked, recursive: boolean): Promise<void> {
  await using place = await locate(asked, { follow: false });
  await onPath(asked, async () => {
    if (place.name === '.') {
      throw refusePath('invalidPath', asked, 'is the root. Name something in it');
    }
    const stats = await place.stat();
    await place.directory.refuseKernel();
    if (!stats.isDirectory()) await place.directory.remove(place.name);
    else if (recursive) await removeTree(place.directory, place.name);
    else await rmdir(place.entry);
  });
}

/** Removes whatever has this name, and what is in it. */
export async function removeTree(parent: Directory, name: Name, depth = 0): Promise<void> {
  if (depth > MAX_DEPTH) throw tooDeep();
  try {
    await using directory = await parent.child(name);
    await empty(directory, depth);
  } catch (error) {
    if (errno(error) === 'ENOENT') return;
    if (errno(error) !== 'ENOTDIR') throw error;
    return parent.remove(name).catch(unlessGone);
  }
  await rmdir(parent.entry(name)).catch(unlessGone);
}

async function empty(directory: Directory, depth: number): Promise<void> {
  await directory.refuseKernel();
  for (const entry of await directory.entries()) {
    if (entry.isDirectory()) await removeTree(directory, entry.name, depth + 1);
    else await removeEntry(directory, entry.name, depth);
  }
}

/** Some file systems do not say in a list what is a directory. */
async function removeEntry(directory: Directory, name: Buffer, depth: number): Promise<void> {
  try {
    await directory.remove(name);
  } catch (error) {
    if (['EISDIR', 'EPERM'].includes(errno(error))) await removeTree(directory, name, depth + 1);
    else unlessGone(error);
  }
}

function unlessGone(error: unknown): void {
  if (errno(error) !== 'ENOENT') throw error;
}

export function tooDeep(): Fault {
  const detail = `Directories lie more than ${MAX_DEPTH} deep in one another. Name a lower one first.`;
  return new Fault('unprocessable', detail);
}
