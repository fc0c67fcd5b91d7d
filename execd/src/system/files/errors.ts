import { errno, Fault } from '../fault.ts';

const MESSAGES: Record<string, [Fault['code'], string]> = {
  ENOENT: ['fileNotFound', 'does not exist. List its directory to see what does'],
  ENOTDIR: ['fileNotFound', 'goes through something that is no directory'],
  EISDIR: ['invalidPath', 'is a directory. Name a file in it'],
  ELOOP: ['invalidPath', 'goes through too many symbolic links'],
  ENAMETOOLONG: ['invalidPath', 'is too long for this file system'],
  EACCES: ['insufficientScope', 'may not be used by the desktop user'],
  EPERM: ['insufficientScope', 'may not be used by the desktop user'],
  EROFS: ['insufficientScope', 'is on a file system that is read-only'],
  ENXIO: ['invalidPath', 'is no regular file'],
  EINVAL: ['invalidPath', 'cannot be used this way'],
};
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Names the path and the way out in what the file system reports. */
export function fileFault(path: string, error: unknown): unknown {
  if (error instanceof Fault) return error;
  const code = errno(error);
  if (FULL.has(code)) {
    return new Fault('storageFull', `No room is left for ${path}. Delete something first.`);
  }
  const known = MESSAGES[code];
  if (!known) return error;
  const [kind, text] = known;
  return new Fault(kind, `${path} ${text}.`, [
    { pointer: 'query/path', message: `${path} ${text}` },
  ]);
}

/** Runs one operation on a path; what the file system refuses becomes a clear fault. */
export async function onPath<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw fileFault(path, error);
  }
}
