import type { FileInfo, FileInfoPage } from '@cyberdesk/generated/execd/types.gen';
import { errno, Fault } from '../fault.ts';
import type { Directory } from './directory.ts';
import { onPath } from './errors.ts';
import { describe } from './info.ts';
import { locate } from './locate.ts';
import { below } from './path.ts';
import type { Asked } from './path.ts';

const SLASH = Buffer.from('/');

export interface ListOptions {
  limit: number;
  cursor?: string | undefined;
  depth?: number | undefined;
}

/** Something found, and its names below the directory that is listed, as bytes. */
interface Found {
  info: FileInfo;
  names: Buffer[];
}

/**
 * One page of a directory, name by name: what a directory holds comes right after it. The cursor is where the page
 * before ended, so it holds while entries come and go. A name that is not UTF-8 is shown as well as can be.
 */
export async function listFiles(
  asked: Asked,
  { limit, cursor, depth = 1 }: ListOptions,
): Promise<FileInfoPage> {
  const after = cursor === undefined ? [] : decode(cursor, depth);
  await using place = await locate(asked, { follow: true });
  const found = await onPath(asked, async () => {
    await using directory = await place.open();
    const wanted: Found[] = [];
    for await (const each of walk(directory, { path: asked.path, names: [], after, depth })) {
      if (wanted.push(each) > limit) break;
    }
    return wanted;
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(({ info }) => info);
  return found.length > limit && last ? { items, nextCursor: encode(last.names) } : { items };
}

interface Level {
  path: string;
  names: Buffer[];
  /** Names of the last entry of the page before, from this level on. */
  after: Buffer[];
  depth: number;
}

async function* walk(directory: Directory, level: Level): AsyncGenerator<Found> {
  const [from, ...deeper] = level.after;
  for (const name of await directory.names()) {
    const order = from ? Buffer.compare(name, from) : 1;
    if (order < 0) continue;
    const path = below(level.path, name.toString());
    const names = [...level.names, name];
    const info = await entry(directory, name, path);
    if (info && order > 0) yield { info, names };
    const after = order === 0 ? deeper : [];
    const next = { path, names, after, depth: level.depth - 1 };
    if (info?.type === 'directory' && next.depth > 0) yield* descend(directory, name, next);
  }
}

async function* descend(directory: Directory, name: Buffer, level: Level): AsyncGenerator<Found> {
  const child = await directory.child(name).catch(gone);
  if (!child) return;
  await using inside = child;
  yield* walk(inside, level);
}

/** An entry that went away since the directory was read is left out. */
async function entry(directory: Directory, name: Buffer, path: string) {
  const stats = await directory.find(name);
  return stats && describe(path, stats, directory.entry(name));
}

function gone(error: unknown): undefined {
  if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
  throw error;
}

function encode(names: Buffer[]): string {
  return Buffer.concat(names.flatMap((name) => [SLASH, name])).toString('base64url');
}

function decode(cursor: string, depth: number): Buffer[] {
  const bytes = Buffer.from(cursor, 'base64url');
  const [start, ...names] = bytes.toString('latin1').split('/');
  const isOurs = names.every((name) => !['', '.', '..'].includes(name) && !name.includes('\0'));
  const isShort = start === '' && names.length > 0 && names.length <= depth;
  if (isOurs && isShort && bytes.toString('base64url') === cursor) {
    return names.map((name) => Buffer.from(name, 'latin1'));
  }
  const message = 'the cursor is not one that a list of this directory returned';
  throw new Fault('unknownCursor', `Pass nextCursor of the page before, unchanged: ${message}.`, [
    { pointer: 'query/cursor', message },
  ]);
}
