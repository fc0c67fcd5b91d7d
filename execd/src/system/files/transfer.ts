import type { BigIntStats } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { errno } from '../fault.ts';
import type { User } from '../processes/user.ts';
import { copyEntry } from './copy.ts';
import { partName } from './directory.ts';
import { fileError, onPath, refusePath } from './errors.ts';
import { describe } from './info.ts';
import { locate } from './locate.ts';
import type { Place } from './locate.ts';
import { withLock } from './lock.ts';
import { linked } from './part.ts';
import type { Asked } from './path.ts';
import { removeTree } from './remove.ts';
import { lockKey } from './write.ts';

export interface Transfer {
  from: Asked;
  to: Asked;
  overwrite: boolean;
  owner: User;
  signal: AbortSignal;
}

interface Ends {
  source: Place;
  target: Place;
  stats: BigIntStats;
}

/** Moves or renames: at once within a file system, by copy and deletion between two. */
export async function moveFile(transfer: Transfer): Promise<FileInfo> {
  return withEnds(transfer, async (ends) => {
    const { source, target } = ends;
    await withLock(await lockKey(target), () => moveInto(ends, transfer));
    await target.directory.sync();
    await source.directory.sync();
  });
}

/** Copies under a hidden name first, so that the new name is either absent or complete. */
export async function copyFile(transfer: Transfer): Promise<FileInfo> {
  return withEnds(transfer, (ends) => copyInto(ends, transfer));
}

async function withEnds(transfer: Transfer, act: (ends: Ends) => Promise<void>): Promise<FileInfo> {
  const { from, to } = transfer;
  await using source = await locate(from, { follow: false });
  await using target = await locate(to, { follow: false });
  const stats = await onPath(from, () => source.stat());
  refuseRoots(transfer, source, target);
  return await onPath(to, async () => {
    await onPath(from, () => source.directory.refuseKernel());
    await target.directory.refuseKernel();
    const ends = { source, target, stats };
    if (!(await isSame(source, target))) {
      await checkTarget(ends, transfer);
      await act(ends).catch((error: unknown) => {
        throw explain(error, transfer);
      });
    }
    return describe(to.path, await target.stat(), target.entry);
  });
}

function refuseRoots({ from, to }: Transfer, source: Place, target: Place): void {
  for (const [asked, place] of [
    [from, source],
    [to, target],
  ] as const) {
    if (place.name !== '.') continue;
    throw refusePath('invalidPath', asked, 'is the root. Name something in it');
  }
}

async function isSame(source: Place, target: Place): Promise<boolean> {
  return (await lockKey(source)) === (await lockKey(target));
}

async function checkTarget({ target }: Ends, { to, overwrite }: Transfer): Promise<void> {
  const old = await target.find();
  if (!old) return;
  if (old.isDirectory()) {
    throw refusePath('fileExists', to, 'is a directory, which is never replaced. Delete it first');
  }
  if (overwrite) return;
  throw refusePath('fileExists', to, 'exists already. Pass overwrite, or choose another path');
}

async function moveInto(ends: Ends, transfer: Transfer): Promise<void> {
  const { source, target, stats } = ends;
  await checkTarget(ends, transfer);
  try {
    const isSafe = !transfer.overwrite && !stats.isDirectory();
    // By a second name the kernel itself refuses one that is taken; a directory has only one.
    if (isSafe && (await linked(source.entry, target.entry))) {
      await source.directory.remove(source.name);
    } else await rename(source.entry, target.entry);
  } catch (error) {
    if (errno(error) !== 'EXDEV') throw error;
    await copyInto(ends, transfer);
    await removeTree(source.directory, source.name);
  }
}

async function copyInto({ source, target, stats }: Ends, transfer: Transfer): Promise<void> {
  const { directory, name } = target;
  const part = partName();
  try {
    const job = { asked: transfer.from, owner: transfer.owner, signal: transfer.signal };
    await copyEntry(source, { directory, name: part }, job);
    await checkTarget({ source, target, stats }, transfer);
    const isSafe = !transfer.overwrite && !stats.isDirectory();
    if (isSafe && (await linked(directory.entry(part), target.entry))) await directory.remove(part);
    else await rename(directory.entry(part), directory.entry(name));
  } catch (error) {
    await removeTree(directory, part).catch(() => undefined);
    throw error;
  }
}

function explain(error: unknown, { from, to }: Transfer): unknown {
  if (errno(error) === 'EINVAL') {
    return refusePath(
      'invalidPath',
      to,
      `lies in ${from.path} itself. Choose a place outside of it`,
    );
  }
  return ['ENOTEMPTY', 'EISDIR', 'ENOTDIR'].includes(errno(error)) ? fileError('EEXIST') : error;
}
