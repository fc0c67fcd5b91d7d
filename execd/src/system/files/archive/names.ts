import { Fault } from '../../fault.ts';

/** Names that an entry goes through below the directory; what would lead out of it is refused. */
export function entryNames(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  if (path.startsWith('/')) throw refuseEntry(path, 'has an absolute name');
  if (names.includes('..')) throw refuseEntry(path, 'has ".." in its name');
  if (path.includes('\0') || path.includes('\ufffd') || !path.isWellFormed()) {
    throw refuseEntry(path, 'has a name that is not UTF-8');
  }
  if (names.some((name) => Buffer.byteLength(name) > 255)) {
    throw refuseEntry(path, 'has a name longer than 255 bytes');
  }
  return names;
}

/**
 * Where a link may point: below the directory. `..` is good at the start only, where nothing but real directories lies
 * behind it; after a name it could step out of wherever another link leads.
 */
export function checkLink(path: string, depth: number, target: string): void {
  const names = target.split('/').filter((name) => name !== '' && name !== '.');
  const up = names.findIndex((name) => name !== '..');
  const ups = up < 0 ? names.length : up;
  const isInside = ups <= depth && !names.slice(ups).includes('..');
  if (target === '' || target.startsWith('/') || target.includes('\0') || !isInside) {
    throw refuseEntry(path, `is a link that leads out of the directory, to ${target}`);
  }
}

export function refuseEntry(path: string, reason: string): Fault {
  const name = JSON.stringify(path.slice(0, 200));
  const detail = `The archive's entry ${name} ${reason}. Nothing was unpacked from there on.`;
  return new Fault('unprocessable', detail);
}
