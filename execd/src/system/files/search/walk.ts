import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import type { FileMatch } from '@cyberdesk/generated/execd/types.gen';
import { errno } from '../../fault.ts';
import type { Directory } from '../directory.ts';
import { onPath } from '../errors.ts';
import { locate } from '../locate.ts';
import type { Place } from '../locate.ts';
import { below } from '../path.ts';
import type { Asked } from '../path.ts';
import type { Matchers } from './query.ts';
import { scan } from './scan.ts';

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const MAX_DEPTH = 256;
/** What goes away or is closed to us while we search is no reason to stop. */
const SKIPPED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO', 'EIO']);

/** How far a search has come; those who wait for it read it at any time. */
export interface Progress {
  filesSearched: number;
  found(match: FileMatch): void;
}

interface Search {
  matchers: Matchers;
  progress: Progress;
}

/** Searches a file, or everything below a directory, in the order of the paths. Links are not followed. */
export async function search(asked: Asked, search: Search): Promise<void> {
  await using place = await locate(asked, { follow: true });
  await onPath(asked, async () => {
    const stats = await place.stat();
    if (stats.isDirectory()) {
      await using directory = await place.open();
      await inside(directory, { path: asked.path, relative: '', depth: 0 }, search);
    } else await only(place, asked.path, search);
  });
}

async function only(place: Place, path: string, { matchers, progress }: Search): Promise<void> {
  if (!matchers.isNamed(place.name)) return;
  await place.directory.refuseKernel();
  look(place.entry, path, { matchers, progress });
}

interface At {
  path: string;
  /** The path below where the search began. */
  relative: string;
  depth: number;
}

async function inside(directory: Directory, at: At, job: Search): Promise<void> {
  if (at.depth > MAX_DEPTH || (await directory.isKernel())) return;
  for (const entry of await directory.entries()) {
    const name = entry.name.toString();
    const path = below(at.path, name);
    const relative = at.relative === '' ? name : `${at.relative}/${name}`;
    visit(directory, entry, { path, relative }, job);
    if (!entry.isDirectory()) continue;
    await skipping(async () => {
      await using child = await directory.child(entry.name);
      await inside(child, { path, relative, depth: at.depth + 1 }, job);
    });
  }
}

function visit(
  directory: Directory,
  entry: Dirent<Buffer>,
  { path, relative }: Omit<At, 'depth'>,
  job: Search,
): void {
  const { matchers, progress } = job;
  if (!matchers.isNamed(relative)) {
    if (entry.isFile()) progress.filesSearched += 1;
  } else if (!matchers.content) {
    progress.filesSearched += 1;
    progress.found({ path });
  } else if (entry.isFile()) look(directory.entry(entry.name), path, job);
}

/** Searches one file; synchronously, on the thread that is there for it. */
function look(entry: string | Buffer, path: string, { matchers, progress }: Search): void {
  progress.filesSearched += 1;
  if (!matchers.content) return progress.found({ path });
  let fd: number | undefined;
  try {
    fd = openSync(entry, FLAGS);
    if (!fstatSync(fd).isFile()) return;
    for (const match of scan(fd, matchers.content)) progress.found({ path, ...match });
  } catch (error) {
    if (!SKIPPED.has(errno(error))) throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

async function skipping(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!SKIPPED.has(errno(error))) throw error;
  }
}
