import { Fault } from '../fault.ts';

const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4096;

/** A path of a request: below which root it is meant, and where in the request it stood. */
export interface Asked {
  /** `/`, or the directory that the token is confined to; `path` begins there. */
  root: string;
  path: string;
  /** JSON pointer, or `query/<name>`. */
  pointer: string;
}

/** A path in its plain form, checked. */
export function checkPath(path: string, pointer?: string): string {
  return ask('/', path, pointer).path;
}

/** A checked path. `..` is refused, not resolved: it has no honest use in an absolute path. */
export function ask(root: string, path: string, pointer = 'query/path'): Asked {
  const reason = whyNot(path);
  if (reason) {
    const detail = `The path ${reason}. Give an absolute path such as /home/desktop/report.txt.`;
    throw new Fault('invalidPath', detail, [{ pointer, message: `the path ${reason}` }]);
  }
  return { root, path: `/${namesOf(path).join('/')}`, pointer };
}

/** The names that a path goes through; slashes at the end, doubled ones and `.` mean nothing. */
export function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** The path of an entry of a directory. */
export function below(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

function whyNot(path: string): string | undefined {
  if (!path.startsWith('/')) return 'is not absolute';
  if (path.includes('\0')) return 'contains NUL';
  if (!path.isWellFormed()) return 'is not valid Unicode';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `is longer than ${MAX_PATH_BYTES} bytes`;
  const names = path.split('/');
  if (names.includes('..')) return 'contains ".."';
  if (names.some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES)) {
    return `has a name longer than ${MAX_NAME_BYTES} bytes`;
  }
  return undefined;
}
