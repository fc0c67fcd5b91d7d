import type { BigIntStats } from 'node:fs';
import { readlink } from 'node:fs/promises';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { userOf } from '../processes/user.ts';
import { onPath } from './errors.ts';
import { locate } from './locate.ts';
import { namesOf } from './path.ts';
import type { Asked } from './path.ts';

/** Changes whenever the content does: a replaced file has another inode, a changed one another time or size. */
export function etagOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `"${ino.toString(36)}-${size.toString(36)}-${mtimeNs.toString(36)}"`;
}

export async function statFile(asked: Asked): Promise<FileInfo> {
  await using place = await locate(asked, { follow: false });
  return await onPath(asked, async () => describe(asked.path, await place.stat(), place.entry));
}

/** `entry` is where the thing can be reached now, `path` what the caller calls it. */
export async function describe(
  path: string,
  stats: BigIntStats,
  entry: string | Buffer,
): Promise<FileInfo> {
  const type = typeOf(stats);
  const target = type === 'symlink' ? await readlink(entry).catch(() => undefined) : undefined;
  return {
    path,
    name: namesOf(path).at(-1) ?? '/',
    type,
    sizeBytes: Number(stats.size),
    mode: (Number(stats.mode) & 0o7777).toString(8).padStart(4, '0'),
    owner: userOf(Number(stats.uid))?.name ?? String(stats.uid),
    modifiedAt: new Date(Number(stats.mtimeMs)).toISOString(),
    etag: etagOf(stats),
    ...(target === undefined ? {} : { target }),
  };
}

function typeOf(stats: BigIntStats): string {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}
