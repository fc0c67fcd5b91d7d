import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { errno } from '../../fault.ts';
import type { Directory } from '../directory.ts';
import { isPart } from '../directory.ts';
import { locate } from '../locate.ts';
import { below } from '../path.ts';
import type { Asked } from '../path.ts';
import type { Overflow } from './overflow.ts';

export const MAX_DIRECTORIES = 10_000;
/** So many names are kept with their numbers, by which a move is told from a deletion and a creation. */
const MAX_NAMES = 200_000;

/** Something happened to a name; what, has to be looked up. */
export interface Raw {
  kind: 'rename' | 'change';
  directory: string;
  name: string;
}

interface Watched {
  watcher: FSWatcher;
  names: Map<string, bigint>;
}

export type TreeFault = 'tooMany' | 'noWatch';

/** Ends a watch: what can no longer be told. */
export class TreeError extends Error {
  readonly reason: TreeFault;

  constructor(reason: TreeFault) {
    super(reason);
    this.reason = reason;
  }
}

/** The directories that are watched, by path, and the names that are known in each. */
export class Tree {
  readonly #asked: Asked;
  readonly #overflow: Overflow;
  readonly #tell: (raw: Raw) => void;
  readonly #watched = new Map<string, Watched>();
  #names = 0;

  constructor(asked: Asked, overflow: Overflow, tell: (raw: Raw) => void) {
    this.#asked = asked;
    this.#overflow = overflow;
    this.#tell = tell;
  }

  get directories(): number {
    return this.#watched.size;
  }

  names(directory: string): Map<string, bigint> | undefined {
    return this.#watched.get(directory)?.names;
  }

  /** The number of what has this name now; undefined when nothing has. A name is always looked up beneath the root. */
  async look(
    directory: string,
    name: string,
  ): Promise<{ ino: bigint; isDirectory: boolean } | undefined> {
    try {
      const path = below(directory, name);
      await using place = await locate({ ...this.#asked, path }, { follow: false });
      const stats = await place.find();
      return stats && { ino: stats.ino, isDirectory: stats.isDirectory() };
    } catch {
      // A directory on the way went away, or became a link: that is told by itself.
      return undefined;
    }
  }

  /** Watches a directory, and with `recursive` all below; every name found is passed to `found`. */
  async add(
    path: string,
    options: { recursive: boolean; found?: (path: string) => void },
  ): Promise<void> {
    await using place = await locate(
      { ...this.#asked, path },
      { follow: path === this.#asked.path },
    );
    await using directory = await place.open();
    await this.#addOpen(directory, path, options);
  }

  async #addOpen(
    directory: Directory,
    path: string,
    options: { recursive: boolean; found?: (path: string) => void },
  ): Promise<void> {
    if (this.#watched.has(path)) return;
    if (this.#watched.size >= MAX_DIRECTORIES) throw new TreeError('tooMany');
    const names = new Map<string, bigint>();
    // First the watch, then the names: what comes in between is told twice rather than never.
    this.#watched.set(path, { watcher: this.#watch(directory, path), names });
    if (await directory.isKernel()) return;
    for (const entry of await directory.entries()) {
      const name = entry.name.toString();
      const stats = await directory.find(entry.name);
      if (!stats) continue;
      this.know(path, name, stats.ino);
      options.found?.(below(path, name));
      if (!options.recursive || !stats.isDirectory()) continue;
      const child = await directory.child(entry.name).catch(() => undefined);
      if (!child) continue;
      await using inside = child;
      await this.#addOpen(inside, below(path, name), options);
    }
  }

  know(directory: string, name: string, ino: bigint): void {
    const names = this.names(directory);
    if (!names || (this.#names >= MAX_NAMES && !names.has(name))) return;
    if (!names.has(name)) this.#names += 1;
    names.set(name, ino);
  }

  forget(directory: string, name: string): void {
    if (this.names(directory)?.delete(name)) this.#names -= 1;
  }

  /** Ends the watch of a directory and of all below; returns the names that were known there, relative to it. */
  drop(path: string): Set<string> {
    const known = new Set<string>();
    for (const [each, { watcher, names }] of this.#watched) {
      if (each !== path && !each.startsWith(below(path, ''))) continue;
      for (const name of names.keys()) known.add(below(each, name).slice(path.length));
      watcher.close();
      this.#names -= names.size;
      this.#watched.delete(each);
    }
    return known;
  }

  close(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watch(directory: Directory, path: string): FSWatcher {
    const options = { encoding: 'buffer', persistent: false } as const;
    try {
      const watcher = watch(directory.entry('.'), options, (kind, bytes) => {
        this.#overflow.count();
        const name = bytes?.toString() ?? '.';
        if (!isPart(name)) this.#tell({ kind, directory: path, name });
      });
      // It ends when its directory does, which is told by the directory that held it.
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch (error) {
      if (['ENOSPC', 'EMFILE'].includes(errno(error))) throw new TreeError('noWatch');
      throw error;
    }
  }
}
