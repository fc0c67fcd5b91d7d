import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { lchown, lutimes, symlink, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { User } from '../processes/user.ts';
import { makeDirectory } from './create-directory.ts';
import type { Directory, Name } from './directory.ts';
import { fileError, onPath, refusePath } from './errors.ts';
import { openRegular } from './open.ts';
import { createFile, give, writeAll } from './part.ts';
import type { Asked } from './path.ts';
import { MAX_DEPTH, tooDeep } from './remove.ts';

const COPY_BYTES = 1024 * 1024;
/** Whoever copies a program that runs as its owner becomes the owner: the copy runs as nobody else. */
const COPIED_MODE = 0o1777;

export interface Entry {
  directory: Directory;
  name: Name;
}

/** One copy of a file, link or tree. */
export interface CopyJob {
  asked: Asked;
  owner: User;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/**
 * Copies what is there under a new name that is not taken: contents, permissions and times. The copy belongs to the
 * desktop user. What is not finished, a copy into the tree itself among it, is not seen. Pipes, sockets and devices in a tree are left out: they have no content.
 */
export async function copyEntry(from: Entry, to: Entry, job: CopyJob, depth = 0): Promise<void> {
  job.signal.throwIfAborted();
  const stats = await from.directory.stat(from.name);
  if (stats.isDirectory()) return copyDirectory(from, to, { job, stats, depth });
  if (stats.isSymbolicLink()) return copyLink(from, to, { job, stats });
  if (stats.isFile()) return copyContent(from, to, job);
  if (depth > 0) return;
  throw refusePath('invalidPath', job.asked, 'is neither file, directory nor link');
}

async function copyContent(from: Entry, to: Entry, { asked, owner, signal }: CopyJob) {
  const flags = constants.O_RDONLY;
  const { file, stats } = await openRegular(from.directory, from.name, { asked, flags });
  try {
    const copy = await createFile(to.directory, to.name);
    try {
      await pump(file, copy, signal);
      await give(copy, owner, Number(stats.mode) & COPIED_MODE);
      await copy.utimes(Number(stats.atimeMs) / 1000, Number(stats.mtimeNs) / 1e9);
    } finally {
      await copy.close();
    }
  } finally {
    await file.close();
  }
}

/** In pieces: one system call for all of it could not be stopped and would hold a thread for as long as it takes. */
async function pump(from: FileHandle, to: FileHandle, signal: AbortSignal): Promise<void> {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  for (;;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    await writeAll(to, buffer.subarray(0, bytesRead));
    signal.throwIfAborted();
  }
}

interface Step {
  job: CopyJob;
  stats: BigIntStats;
}

async function copyLink(from: Entry, to: Entry, { job, stats }: Step): Promise<void> {
  const target = await from.directory.link(from.name);
  if (target === undefined) throw fileError('ENOENT');
  const entry = to.directory.entry(to.name);
  await symlink(target, entry);
  if (process.getuid?.() === 0) await lchown(entry, job.owner.uid, job.owner.gid);
  await lutimes(entry, Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000);
}

async function copyDirectory(
  from: Entry,
  to: Entry,
  { job, stats, depth }: Step & { depth: number },
): Promise<void> {
  if (depth > MAX_DEPTH) throw tooDeep();
  const mode = Number(stats.mode) & COPIED_MODE;
  await makeDirectory(to.directory, to.name, { mode: mode | 0o700, owner: job.owner });
  await using source = await from.directory.child(from.name);
  await using target = await to.directory.child(to.name);
  await onPath(job.asked, () => source.refuseKernel());
  for (const name of await source.names()) {
    await copyEntry({ directory: source, name }, { directory: target, name }, job, depth + 1);
  }
  await finish(target, stats);
}

/** The times last, when nothing more is put into it. */
async function finish(directory: Directory, stats: BigIntStats): Promise<void> {
  await utimes(directory.entry('.'), Number(stats.atimeMs) / 1000, Number(stats.mtimeMs) / 1000);
}
