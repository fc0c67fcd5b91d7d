import { Fault } from '../fault.ts';

const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 4096;

/** An absolute path in its plain form. `..` is refused, not resolved: it has no honest use in an absolute path. */
export function checkPath(path: string, pointer = 'query/path'): string {
  const reason = whyNot(path);
  if (reason) {
    const detail = `The path ${reason}. Give an absolute path such as /home/desktop/report.txt.`;
    throw new Fault('invalidPath', detail, [{ pointer, message: `the path ${reason}` }]);
  }
  return `/${segments(path).join('/')}`;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
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
