import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { FileInfo } from '@cyberdesk/generated/execd/types.gen';
import { kernelRandom } from '@cyberdesk/kit/ids';
import { errno, Fault } from '../fault.ts';
import type { User } from '../processes/user.ts';
import { followLinks, PinnedDirectory } from './directory.ts';
import { onPath } from './errors.ts';
import { describe } from './info.ts';
import { checkPath } from './path.ts';
import { checkRegular } from './read.ts';

export interface WriteOptions {
  content: AsyncIterable<Uint8Array>;
  mode: string | undefined;
  /** Owner of a new file. */
  owner: User;
}

const DEFAULT_MODE = 0o644;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes a whole file. The bytes go to a hidden neighbour that takes the name only when all have arrived and are on
 * the disk; whatever breaks before that leaves the old file as it was.
 */
export async function writeFile(given: string, options: WriteOptions): Promise<FileInfo> {
  const path = checkPath(given);
  return onPath(path, async () => {
    if (path === '/') throw Object.assign(new Error('root'), { code: 'EISDIR' });
    const target = await followLinks(path);
    const directory = await PinnedDirectory.open(target.directory);
    try {
      return await replace(directory, target.name, { path, options });
    } finally {
      await directory.close();
    }
  });
}

interface Replacement {
  path: string;
  options: WriteOptions;
}

async function replace(
  directory: PinnedDirectory,
  name: string,
  { path, options }: Replacement,
): Promise<FileInfo> {
  const old = await existing(directory.entry(name));
  if (old) checkRegular(path, old);
  const part = `.cyberdesk-${kernelRandom(8).toString('hex')}.part`;
  const file = await open(directory.entry(part), NEW_FILE, 0o600);
  try {
    await fill(file, options.content);
    await own(file, old, options);
    await file.sync();
    const stats = await file.stat({ bigint: true });
    await directory.rename(part, name);
    return await describe(path, stats);
  } catch (error) {
    await directory.remove(part).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function existing(entry: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(entry, { bigint: true });
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function fill(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<void> {
  const chunks = content[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      throw new Fault('unavailable', 'The upload broke off; the old file is unchanged.', [], error);
    });
    if (next.done) return;
    await writeAll(file, next.value);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    const { bytesWritten } = await file.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}

/** By descriptor, never by path: nobody can put another file under our hands. */
async function own(
  file: FileHandle,
  old: BigIntStats | undefined,
  { mode, owner }: WriteOptions,
): Promise<void> {
  if (process.getuid?.() === 0) {
    await file.chown(old ? Number(old.uid) : owner.uid, old ? Number(old.gid) : owner.gid);
  }
  const kept = old ? Number(old.mode) & 0o7777 : DEFAULT_MODE;
  await file.chmod(mode === undefined ? kept : Number.parseInt(mode, 8));
}
