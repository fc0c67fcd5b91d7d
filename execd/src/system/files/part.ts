import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { link, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { errno, Fault } from '../fault.ts';
import type { User } from '../processes/user.ts';
import { partName } from './directory.ts';
import type { Directory, Name } from './directory.ts';

const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** A new file that nobody else can have put there. */
export function createFile(directory: Directory, name: Name): Promise<FileHandle> {
  return open(directory.entry(name), NEW_FILE, 0o600);
}

/**
 * Makes a file under a hidden name and lets `finish` give it its own; whatever breaks before that leaves no trace. The
 * handle is closed afterwards.
 */
export async function withPart<T>(
  directory: Directory,
  fill: (file: FileHandle) => Promise<void>,
  finish: (part: string, stats: BigIntStats) => Promise<T>,
): Promise<T> {
  const part = partName();
  const file = await createFile(directory, part);
  try {
    await fill(file);
    const stats = await file.stat({ bigint: true });
    return await finish(part, stats);
  } catch (error) {
    await directory.remove(part).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/** Gives a finished file its name. Without `replace` the kernel itself refuses a name that is taken: EEXIST. */
export async function giveName(
  directory: Directory,
  { part, name, replace }: { part: string; name: string; replace: boolean },
): Promise<void> {
  const [from, to] = [directory.entry(part), directory.entry(name)];
  if (replace || !(await linked(from, to))) await rename(from, to);
  else await directory.remove(part);
}

/** False where the file system knows no hard links: there our own check has to do. */
export async function linked(from: string | Buffer, to: string | Buffer): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (['EPERM', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(errno(error))) return false;
    throw error;
  }
}

/** Writes what arrives, each piece when the one before is written. */
export async function fill(file: FileHandle, content: AsyncIterable<Uint8Array>): Promise<void> {
  const chunks = content[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error: unknown) => {
      if (error instanceof Error && 'status' in error) throw error;
      throw new Fault('unavailable', 'The upload broke off; nothing was changed.', [], error);
    });
    if (next.done) return;
    await writeAll(file, next.value);
  }
}

export async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    const { bytesWritten } = await file.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}

/** Gives a new file to the desktop user. By descriptor, never by path: nobody can put another file under our hands. */
export async function give(
  file: FileHandle,
  owner: Pick<User, 'uid' | 'gid'>,
  mode: number,
): Promise<void> {
  if (process.getuid?.() === 0) await file.chown(owner.uid, owner.gid);
  await file.chmod(mode);
}
