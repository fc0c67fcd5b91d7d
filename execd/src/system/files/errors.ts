import { errno, Fault } from '../fault.ts';
import type { Asked } from './path.ts';

const MESSAGES: Record<string, [Fault['code'], string]> = {
  ENOENT: ['fileNotFound', 'does not exist. List its directory to see what does'],
  ENOTDIR: ['fileNotFound', 'goes through something that is no directory'],
  EEXIST: ['fileExists', 'exists already. Choose another path, or delete it first'],
  ENOTEMPTY: ['directoryNotEmpty', 'is a directory that is not empty. Pass recursive=true'],
  EISDIR: ['invalidPath', 'is a directory. Name a file in it'],
  ELOOP: ['invalidPath', 'goes through too many symbolic links'],
  ENAMETOOLONG: ['invalidPath', 'is too long for this file system'],
  EACCES: ['insufficientScope', 'may not be used by the desktop user'],
  EPERM: ['insufficientScope', 'may not be used by the desktop user'],
  EROFS: ['insufficientScope', 'is on a file system that is read-only'],
  EBUSY: ['unprocessable', 'is in use as a mount point. Unmount it first'],
  ETXTBSY: ['unprocessable', 'is a program that runs. End it first'],
  EKERNEL: ['invalidPath', 'is on a file system of the kernel. Use a command, such as cat, for it'],
  ENXIO: ['invalidPath', 'is no regular file'],
  EINVAL: ['invalidPath', 'cannot be used this way'],
};
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A path that is refused, with the field that held it. */
export function refusePath(code: Fault['code'], { path, pointer }: Asked, reason: string): Fault {
  return new Fault(code, `${path} ${reason}.`, [{ pointer, message: `${path} ${reason}` }]);
}

/** Names the path and the way out in what the file system reports. */
export function fileFault(asked: Asked, error: unknown): unknown {
  if (error instanceof Fault) return error;
  const code = errno(error);
  if (FULL.has(code)) {
    return new Fault('storageFull', `No room is left for ${asked.path}. Delete something first.`);
  }
  if (code === 'ENOENT' && asked.path.includes('\ufffd')) {
    const reason = 'has a name that is not UTF-8. Rename it by a command first';
    return refusePath('invalidPath', asked, reason);
  }
  const known = MESSAGES[code];
  return known ? refusePath(known[0], asked, known[1]) : error;
}

/** Runs one operation on a path; what the file system refuses becomes a clear fault. */
export async function onPath<T>(asked: Asked, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw fileFault(asked, error);
  }
}

/** An error such as the file system reports. */
export function fileError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
