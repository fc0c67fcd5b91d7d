import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { refuseKernel } from './directory.ts';
import type { Directory, Name } from './directory.ts';
import { fileError, refusePath } from './errors.ts';
import type { Asked } from './path.ts';

export interface Opened {
  file: FileHandle;
  stats: BigIntStats;
}

/**
 * Opens a regular file for its content. It is held first and looked at, and only that very file is opened: a pipe would
 * wait for its writer, a device may act on being opened, and a link that was put there meanwhile is not followed.
 */
export async function openRegular(
  directory: Directory,
  name: Name,
  { asked, flags }: { asked: Asked; flags: number },
): Promise<Opened> {
  const held = await directory.hold(name);
  try {
    const stats = await held.stat({ bigint: true });
    if (stats.isSymbolicLink()) throw fileError('ELOOP');
    checkRegular(asked, stats);
    await refuseKernel(held);
    const safe = constants.O_NONBLOCK | constants.O_NOCTTY;
    return { file: await open(`/proc/self/fd/${held.fd}`, flags | safe), stats };
  } finally {
    await held.close();
  }
}

export function checkRegular(asked: Asked, stats: BigIntStats): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? 'a directory' : 'no regular file';
  throw refusePath('invalidPath', asked, `is ${kind}. Only regular files have content`);
}
