import type { BigIntStats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { userOf } from '../processes/user.ts';
import { onPath } from './errors.ts';
import { checkPath } from './path.ts';

/** Changes whenever the content does: a replaced file has another inode, a changed one another time or size. */
export function etagOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `"${ino.toString(36)}-${size.toString(36)}-${mtimeNs.toString(36)}"`;
}

export async function statFile(given: string): Promise<FileInfo> {
  const path = checkPath(given);
  return onPath(path, async () => describe(path, await lstat(path, { bigint: true })));
}

export async function describe(path: string, stats: BigIntStats): Promise<FileInfo> {
  const type = typeOf(stats);
  const target = type === 'symlink' ? await readlink(path).catch(() => undefined) : undefined;
  return {
    path,
    name: basename(path) || '/',
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
