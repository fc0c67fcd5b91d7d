import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { errno } from '../fault.ts';
import type { User } from '../processes/user.ts';
import { partName } from './directory.ts';
import { fileError, onPath } from './errors.ts';
import { describe } from './info.ts';
import { locate } from './locate.ts';
import type { Place } from './locate.ts';
import { withLock } from './lock.ts';
import { openRegular } from './open.ts';
import { createFile, fill, give, writeAll } from './part.ts';
import type { Asked } from './path.ts';
import { lockKey } from './write.ts';

const COPY_BYTES = 1024 * 1024;
const FLAGS = constants.O_WRONLY | constants.O_APPEND;

export interface AppendOptions {
  content: AsyncIterable<Uint8Array>;
  owner: User;
}

/**
 * Appends all of the bytes or none. They are collected in a file without a name first, so a client that goes away has
 * changed nothing, and a disk that fills up during the last step is cut back to what was there.
 */
export async function appendFile(asked: Asked, options: AppendOptions): Promise<FileInfo> {
  await using place = await locate(asked, { follow: true });
  return await onPath(asked, async () => {
    if (place.name === '.') throw fileError('EISDIR');
    await place.directory.refuseKernel();
    const spool = await collect(place, options.content);
    try {
      return await withLock(await lockKey(place), () => extend(place, spool, { asked, options }));
    } finally {
      await spool.close();
    }
  });
}

/** Beside the file, so that the room it takes is the room that the file will need. */
async function collect(place: Place, content: AsyncIterable<Uint8Array>): Promise<FileHandle> {
  const name = partName();
  const spool = await createFile(place.directory, name);
  try {
    await place.directory.remove(name);
    await fill(spool, content);
    return spool;
  } catch (error) {
    await spool.close();
    throw error;
  }
}

async function extend(
  place: Place,
  spool: FileHandle,
  { asked, options }: { asked: Asked; options: AppendOptions },
): Promise<FileInfo> {
  const { file, isNew } = await openOrCreate(place, asked, options.owner);
  try {
    const { size } = await file.stat();
    await copyAll(spool, file).catch(async (error: unknown) => {
      await file.truncate(size);
      if (isNew) await place.directory.remove(place.name);
      throw error;
    });
    return await describe(asked.path, await file.stat({ bigint: true }), place.entry);
  } finally {
    await file.close();
  }
}

async function openOrCreate(place: Place, asked: Asked, owner: User) {
  const { directory, name } = place;
  try {
    const { file } = await openRegular(directory, name, { asked, flags: FLAGS });
    return { file, isNew: false };
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    const file = await createFile(directory, name);
    await give(file, owner, 0o644);
    return { file, isNew: true };
  }
}

async function copyAll(from: FileHandle, to: FileHandle): Promise<void> {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    await writeAll(to, buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
