import { link, rename, symlink, lchown } from 'node:fs/promises';
import type { UnpackedArchive } from '@cyberdesk/generated/execd/types.gen';
import type { ReadEntry } from 'tar';
import { errno } from '../../fault.ts';
import type { User } from '../../processes/user.ts';
import { makeDirectory } from '../create-directory.ts';
import { partName } from '../directory.ts';
import type { Directory } from '../directory.ts';
import { fileFault } from '../errors.ts';
import { fill, give, withPart } from '../part.ts';
import { below } from '../path.ts';
import type { Asked } from '../path.ts';
import { checkLink, entryNames, refuseEntry } from './names.ts';

/** As many directories of one entry as are held open at most. */
const MAX_DEPTH = 128;

/**
 * Puts the entries of an archive below a directory. Every name on the way must be a real directory: a link there, one
 * that the archive brought or one that somebody put there meanwhile, is never gone through.
 */
export class Extractor {
  readonly #root: Directory;
  readonly #asked: Asked;
  readonly #owner: User;
  readonly unpacked: UnpackedArchive = { files: 0, bytes: 0 };

  constructor(root: Directory, asked: Asked, owner: User) {
    this.#root = root;
    this.#asked = asked;
    this.#owner = owner;
  }

  async take(entry: ReadEntry): Promise<void> {
    const names = entryNames(entry.path);
    const name = names.pop();
    // The directory itself, as `tar -C dir .` writes it first.
    if (name === undefined) {
      entry.resume();
      return;
    }
    if (names.length > MAX_DEPTH) throw refuseEntry(entry.path, 'lies too deep');
    const parents = await this.#descend(entry.path, names, true);
    try {
      const parent = parents.at(-1) ?? this.#root;
      await this.#put(parent, { name, depth: names.length, entry });
      this.unpacked.files += 1;
    } catch (error) {
      throw fileFault({ ...this.#asked, path: below(this.#asked.path, entry.path) }, error);
    } finally {
      for (const each of parents) await each.close();
    }
  }

  /** Opens the directories of an entry one beneath the other, and makes those that are missing. */
  async #descend(path: string, names: string[], make: boolean): Promise<Directory[]> {
    const opened: Directory[] = [];
    try {
      for (const name of names) {
        const parent = opened.at(-1) ?? this.#root;
        opened.push(await this.#child(parent, name, make));
      }
      return opened;
    } catch (error) {
      for (const each of opened) await each.close();
      if (errno(error) === 'ENOTDIR') {
        throw refuseEntry(path, 'goes through a link or a file that is there');
      }
      throw error;
    }
  }

  async #child(parent: Directory, name: string, make: boolean): Promise<Directory> {
    try {
      return await parent.child(name);
    } catch (error) {
      if (errno(error) !== 'ENOENT' || !make) throw error;
      await makeDirectory(parent, name, { mode: 0o755, owner: this.#owner });
      return parent.child(name);
    }
  }

  async #put(
    parent: Directory,
    { name, depth, entry }: { name: string; depth: number; entry: ReadEntry },
  ): Promise<void> {
    const { type, path, linkpath = '' } = entry;
    if (type === 'File' || type === 'OldFile' || type === 'ContiguousFile') {
      return this.#file(parent, name, entry);
    }
    entry.resume();
    if (type === 'Directory') return this.#directory(parent, name, entry);
    if (type === 'SymbolicLink') {
      checkLink(path, depth, linkpath);
      return this.#replace(parent, name, async (part) => {
        await symlink(linkpath, part);
        if (process.getuid?.() === 0) await lchown(part, this.#owner.uid, this.#owner.gid);
      });
    }
    if (type === 'Link') return this.#hardLink(parent, name, entry);
    throw refuseEntry(path, `is a ${type}; only files, directories and links are taken`);
  }

  async #file(parent: Directory, name: string, entry: ReadEntry): Promise<void> {
    await this.#refuseDirectory(parent, name, entry.path);
    await withPart(
      parent,
      async (file) => {
        // What was stopped before it was read would never tell so.
        if (entry.destroyed) throw new Error('The archive is not read on.');
        await fill(file, entry as AsyncIterable<Uint8Array>);
        await give(file, this.#owner, (entry.mode ?? 0o644) & 0o777);
        if (entry.mtime) await file.utimes(entry.mtime, entry.mtime);
      },
      (part) => rename(parent.entry(part), parent.entry(name)),
    );
    this.unpacked.bytes += entry.size;
  }

  async #directory(parent: Directory, name: string, entry: ReadEntry): Promise<void> {
    const old = await parent.find(name);
    if (old?.isDirectory()) return;
    if (old) throw refuseEntry(entry.path, 'is a directory where a file or link is');
    // Its owner must be able to put the rest of the archive into it.
    const mode = ((entry.mode ?? 0o755) & 0o777) | 0o700;
    await makeDirectory(parent, name, { mode, owner: this.#owner });
  }

  /** Only to a file below the directory that is reached through real directories. */
  async #hardLink(
    parent: Directory,
    name: string,
    { path, linkpath = '' }: ReadEntry,
  ): Promise<void> {
    const names = entryNames(linkpath);
    const target = names.pop();
    if (target === undefined) throw refuseEntry(path, 'is a link to nothing');
    const opened = await this.#descend(path, names, false);
    try {
      const directory = opened.at(-1) ?? this.#root;
      if (!(await directory.find(target))?.isFile()) {
        throw refuseEntry(path, 'is a hard link to what is no file of the archive');
      }
      await this.#replace(parent, name, (part) => link(directory.entry(target), part), path);
    } finally {
      for (const each of opened) await each.close();
    }
  }

  async #replace(
    parent: Directory,
    name: string,
    make: (part: string | Buffer) => Promise<void>,
    path = name,
  ): Promise<void> {
    await this.#refuseDirectory(parent, name, path);
    const part = partName();
    await make(parent.entry(part));
    try {
      await rename(parent.entry(part), parent.entry(name));
    } finally {
      // Two names of the same file are not exchanged; the spare one goes.
      await parent.remove(part).catch(() => undefined);
    }
  }

  async #refuseDirectory(parent: Directory, name: string, path: string): Promise<void> {
    if (!(await parent.find(name))?.isDirectory()) return;
    throw refuseEntry(path, 'would replace a directory');
  }
}
