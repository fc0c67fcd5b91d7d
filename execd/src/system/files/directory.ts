import { constants } from 'node:fs';
import { lstat, open, readlink, realpath, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

const MAX_LINKS = 16;

/**
 * A directory held open. Names are used through its descriptor, so whoever exchanges a part of the path by a symbolic
 * link afterwards moves nothing: all steps of an operation meet the same directory.
 */
export class PinnedDirectory {
  readonly path: string;
  #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async open(path: string): Promise<PinnedDirectory> {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY;
    return new PinnedDirectory(path, await open(path, flags));
  }

  /** Path of an entry that cannot be led elsewhere. */
  entry(name: string): string {
    return `/proc/self/fd/${this.#handle.fd}/${name}`;
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.entry(from), this.entry(to));
    await this.#handle.sync();
  }

  async remove(name: string): Promise<void> {
    await unlink(this.entry(name));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Directory and name behind a path whose last part may be a link: writing through a link keeps the link. */
export async function followLinks(path: string): Promise<{ directory: string; name: string }> {
  let at = path;
  for (let i = 0; i < MAX_LINKS; i++) {
    const directory = await realpath(dirname(at));
    const name = basename(at);
    const info = await lstat(`${directory}/${name}`).catch(() => undefined);
    if (!info?.isSymbolicLink()) return { directory, name };
    at = resolve(directory, await readlink(`${directory}/${name}`));
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}
