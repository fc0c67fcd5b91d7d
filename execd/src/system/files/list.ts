import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileInfo, FileInfoPage } from '@cyberdesk/generated/execd/types.gen';
import { errno, Fault } from '../fault.ts';
import { onPath } from './errors.ts';
import { describe } from './info.ts';
import { checkPath } from './path.ts';

/** One page of a directory. The cursor is the last name of the page before: it holds while entries come and go. */
export async function listFiles(
  given: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<FileInfoPage> {
  const path = checkPath(given);
  const after = cursor === undefined ? undefined : decode(cursor);
  const names = await onPath(path, () => readdir(path));
  names.sort(byCodeUnits);
  const rest = after === undefined ? names : names.slice(firstAfter(names, after));
  const page = rest.slice(0, limit);
  const items = await Promise.all(page.map((name) => entry(join(path, name))));
  const last = page.at(-1);
  return {
    items: items.filter((item) => item !== undefined),
    ...(rest.length > page.length && last !== undefined ? { nextCursor: encode(last) } : {}),
  };
}

/** An entry that went away since the directory was read is left out. */
async function entry(path: string): Promise<FileInfo | undefined> {
  try {
    return await describe(path, await lstat(path, { bigint: true }));
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Binary search: index of the first name that comes after `name`. */
function firstAfter(names: string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] as string) <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}

function encode(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function decode(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  if (name !== '' && !/[/\0]/.test(name) && encode(name) === cursor) return name;
  const message = 'the cursor is not one that a list of this directory returned';
  throw new Fault('unknownCursor', `Pass nextCursor of the page before, unchanged: ${message}.`, [
    { pointer: 'query/cursor', message },
  ]);
}
