import type { BigIntStats } from 'node:fs';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import type { User } from '../processes/user.ts';
import { fileError, onPath } from './errors.ts';
import { describe } from './info.ts';
import { locate } from './locate.ts';
import type { Place } from './locate.ts';
import { withLock } from './lock.ts';
import { checkRegular } from './open.ts';
import { fill, give, giveName, withPart } from './part.ts';
import type { Asked } from './path.ts';
import { checkPreconditions } from './preconditions.ts';
import type { Preconditions } from './preconditions.ts';

export interface WriteOptions extends Preconditions {
  content: AsyncIterable<Uint8Array>;
  mode: string | undefined;
  /** Owner of a new file. */
  owner: User;
}

const DEFAULT_MODE = 0o644;
/** What a file that is replaced keeps of its mode: never the right to run as its owner. */
const KEPT_MODE = 0o1777;

/**
 * Writes a whole file. The bytes go to a hidden neighbour that takes the name only when all have arrived and are on
 * the disk; whatever breaks before that leaves the old file as it was.
 */
export async function writeFile(asked: Asked, options: WriteOptions): Promise<FileInfo> {
  await using place = await locate(asked, { follow: true });
  return await onPath(asked, async () => {
    const old = await replaceable(place, asked, options);
    await place.directory.refuseKernel();
    return await withPart(
      place.directory,
      async (file) => {
        await fill(file, options.content);
        const owner = old ? { uid: Number(old.uid), gid: Number(old.gid) } : options.owner;
        await give(file, owner, modeOf(old, options.mode));
        await file.sync();
      },
      async (part, stats) => {
        await commit(place, part, { asked, options });
        return describe(asked.path, stats, place.entry);
      },
    );
  });
}

/** What is there, looked at before a byte is taken: a write that will be refused need not be uploaded. */
async function replaceable(place: Place, asked: Asked, conditions: Preconditions) {
  if (place.name === '.') throw fileError('EISDIR');
  const old = await place.find();
  if (old) checkRegular(asked, old);
  checkPreconditions(asked, old, conditions);
  return old;
}

/** The conditions hold at the moment of the exchange, not only when the upload began. */
async function commit(
  place: Place,
  part: string,
  { asked, options }: { asked: Asked; options: Preconditions },
): Promise<void> {
  const { directory, name } = place;
  await withLock(await lockKey(place), async () => {
    const current = await replaceable(place, asked, options);
    // Nothing may come in between "there is none" and "this is it".
    const mayReplace = options.ifNoneMatch === undefined || current !== undefined;
    await giveName(directory, { part, name, replace: mayReplace }).catch(async (error: unknown) => {
      if (!mayReplace) checkPreconditions(asked, await place.find(), options);
      throw error;
    });
    await directory.sync();
  });
}

function modeOf(old: BigIntStats | undefined, mode: string | undefined): number {
  if (mode !== undefined) return Number.parseInt(mode, 8);
  return old ? Number(old.mode) & KEPT_MODE : DEFAULT_MODE;
}

/** The same for every path that leads to the same entry. */
export async function lockKey({ directory, name }: Place): Promise<string> {
  const { dev, ino } = await directory.stat('.');
  return `${dev}:${ino}/${name}`;
}
