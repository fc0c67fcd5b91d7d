import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Header, Pax } from 'tar';
import { errno } from '../../fault.ts';
import { userOf } from '../../processes/user.ts';
import type { Directory, Name } from '../directory.ts';
import { onPath } from '../errors.ts';
import { locate } from '../locate.ts';
import type { Place } from '../locate.ts';
import { openRegular } from '../open.ts';
import type { Asked } from '../path.ts';
import { MAX_DEPTH, tooDeep } from '../remove.ts';

const BLOCK = 512;
const CHUNK_BYTES = 256 * 1024;
/** The network is faster than a processor that packs tighter. */
const LEVEL = 1;
const SKIPPED = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EKERNEL']);

/**
 * A directory's content, or one file, as a gzipped tar archive, made while it is read. Names are relative to the
 * directory. Pipes, sockets, devices and the kernel's files are left out: they have no content to keep.
 */
export async function packArchive(asked: Asked): Promise<ReadableStream<Uint8Array>> {
  const place = await locate(asked, { follow: true });
  try {
    const stats = await onPath(asked, async () => {
      await place.directory.refuseKernel();
      return place.stat();
    });
    const entries = Readable.from(pack(place, stats, asked), { objectMode: false });
    const gzip = createGzip({ level: LEVEL });
    entries.on('error', (error) => gzip.destroy(error));
    gzip.on('close', () => entries.destroy());
    return Readable.toWeb(entries.pipe(gzip)) as ReadableStream<Uint8Array>;
  } catch (error) {
    await place.directory.close();
    throw error;
  }
}

async function* pack(place: Place, stats: BigIntStats, asked: Asked): AsyncGenerator<Buffer> {
  await using pinned = place;
  if (stats.isDirectory()) {
    await using directory = await pinned.open();
    yield* content(directory, { asked, path: '', depth: 0 });
  } else yield* entry(pinned.directory, pinned.name, { asked, path: pinned.name, depth: 0 });
  yield Buffer.alloc(2 * BLOCK);
}

interface At {
  asked: Asked;
  /** Name in the archive. */
  path: string;
  depth: number;
}

async function* content(directory: Directory, at: At): AsyncGenerator<Buffer> {
  if (at.depth > MAX_DEPTH) throw tooDeep();
  if (await directory.isKernel()) return;
  for (const name of await directory.names()) {
    const path = at.path === '' ? name.toString() : `${at.path}/${name.toString()}`;
    yield* entry(directory, name, { ...at, path, depth: at.depth + 1 });
  }
}

async function* entry(directory: Directory, name: Name, at: At): AsyncGenerator<Buffer> {
  const stats = await directory.find(name);
  if (stats?.isFile()) yield* file(directory, name, at);
  else if (stats?.isSymbolicLink()) {
    const linkpath = await directory.link(name).catch(() => undefined);
    if (linkpath !== undefined)
      yield* head(stats, { type: 'SymbolicLink', path: at.path, linkpath });
  } else if (stats?.isDirectory()) {
    const child = await directory.child(name).catch(skip);
    if (!child) return;
    await using inside = child;
    yield* head(stats, { type: 'Directory', path: `${at.path}/` });
    yield* content(inside, at);
  }
}

async function* file(directory: Directory, name: Name, at: At): AsyncGenerator<Buffer> {
  const flags = constants.O_RDONLY;
  const opened = await openRegular(directory, name, { asked: at.asked, flags }).catch(skip);
  if (!opened) return;
  try {
    const size = Number(opened.stats.size);
    yield* head(opened.stats, { type: 'File', path: at.path, size });
    yield* bytes(opened.file, size);
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  } finally {
    await opened.file.close();
  }
}

/** As many bytes as the head says: a file that grows meanwhile is cut, one that shrinks is filled up, as tar does. */
async function* bytes(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let position = 0; position < size;) {
    const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, size - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    position += buffer.length;
    if (bytesRead < buffer.length && bytesRead > 0) position -= buffer.length - bytesRead;
    yield bytesRead > 0 ? buffer.subarray(0, bytesRead) : buffer;
  }
}

interface Head {
  type: 'File' | 'Directory' | 'SymbolicLink';
  path: string;
  size?: number;
  linkpath?: string;
}

function* head(stats: BigIntStats, wanted: Head): Generator<Buffer> {
  const data = {
    size: 0,
    ...wanted,
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    uname: userOf(Number(stats.uid))?.name ?? '',
    gname: '',
    mtime: new Date(Number(stats.mtimeMs)),
  };
  const header = new Header(data);
  // What the old form cannot hold, long names above all, goes before it in the newer one.
  if (header.encode()) yield new Pax(data).encode();
  if (header.block) yield header.block;
}

/** What goes away while we pack is left out. */
function skip(error: unknown): undefined {
  if (SKIPPED.has(errno(error))) return undefined;
  throw error;
}
