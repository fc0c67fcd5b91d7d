import { constants } from 'node:fs';
import type { BigIntStats, Dirent } from 'node:fs';
import { lstat, open, readdir, readlink, statfs, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { kernelRandom } from '@cyberdesk/kit/ids';
import { errno } from '../fault.ts';

/** A name as it lies on the disk: bytes where they are not UTF-8. */
export type Name = string | Buffer;

/** Node does not name it; the number is that of every architecture that we run on. */
const O_PATH = 0o10000000;
const DIRECTORY = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const PART = /^\.cyberdesk-[0-9a-f]{16}\.part$/;

/**
 * A directory held open. Its entries are named through its descriptor, so whoever exchanges a part of the path by a
 * symbolic link afterwards moves nothing: all steps of an operation meet the same directory. Close it.
 */
export class Directory {
  #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** The root of the machine. */
  static async root(): Promise<Directory> {
    return new Directory(await open('/', DIRECTORY));
  }

  /** Path of an entry that cannot be led elsewhere, unless the entry itself is a link that is followed. */
  entry(name: Name): string | Buffer {
    const directory = `/proc/self/fd/${this.#handle.fd}/`;
    return typeof name === 'string'
      ? directory + name
      : Buffer.concat([Buffer.from(directory), name]);
  }

  /** A directory in it; anything else, a link to a directory too, is ENOTDIR. */
  async child(name: Name): Promise<Directory> {
    return new Directory(await open(this.entry(name), DIRECTORY));
  }

  /** Where a link points; undefined when the entry is none. */
  async link(name: Name): Promise<string | undefined> {
    try {
      return await readlink(this.entry(name));
    } catch (error) {
      if (errno(error) === 'EINVAL') return undefined;
      throw error;
    }
  }

  stat(name: Name): Promise<BigIntStats> {
    return lstat(this.entry(name), { bigint: true });
  }

  /** What is there under a name, if anything. */
  async find(name: Name): Promise<BigIntStats | undefined> {
    try {
      return await this.stat(name);
    } catch (error) {
      if (errno(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** An entry held as it is: never opened, so no pipe waits and no device wakes; a link is not followed. */
  hold(name: Name): Promise<FileHandle> {
    return open(this.entry(name), O_PATH | constants.O_NOFOLLOW);
  }

  /** What is in it in the order of the names' bytes, without the files that we are writing. */
  async entries(): Promise<Dirent<Buffer>[]> {
    const options = { encoding: 'buffer', withFileTypes: true } as const;
    const entries = await readdir(this.entry('.'), options);
    const finished = entries.filter(({ name }) => !isPart(name.toString('latin1')));
    return finished.sort((a, b) => Buffer.compare(a.name, b.name));
  }

  /** Their names. */
  async names(): Promise<Buffer[]> {
    return (await this.entries()).map(({ name }) => name);
  }

  /** Makes renames last: without it they may be forgotten when the machine loses its power. */
  async sync(): Promise<void> {
    const handle = await open(this.entry('.'), constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await handle.sync();
    } catch (error) {
      // Some file systems have nothing to sync.
      if (errno(error) !== 'EINVAL') throw error;
    } finally {
      await handle.close();
    }
  }

  async remove(name: Name): Promise<void> {
    await unlink(this.entry(name));
  }

  isKernel(): Promise<boolean> {
    return isKernel(this.#handle);
  }

  /** Refuses directories whose files are no files but the kernel's own switches. */
  refuseKernel(): Promise<void> {
    return refuseKernel(this.#handle);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** A name of our own for what is not finished. */
export function partName(): string {
  return `.cyberdesk-${kernelRandom(8).toString('hex')}.part`;
}

export function isPart(name: string): boolean {
  return PART.test(name);
}

/** proc, sysfs, cgroup, cgroup2, debugfs, tracefs, securityfs, configfs, bpf, efivarfs, pstore, devpts, mqueue, selinuxfs */
const KERNEL = new Set([
  0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0x62656570,
  0xcafe4a11, 0xde5e81e4, 0x6165676c, 0x1cd1, 0x19800202, 0xf97cff8c,
]);

/**
 * execd reads and writes with root's rights, and the kernel's files act when they are read or written: one ends the
 * machine, another holds execd's own memory, a third never ends. A command reads them as the desktop user.
 */
export async function refuseKernel(handle: FileHandle): Promise<void> {
  if (!(await isKernel(handle))) return;
  throw Object.assign(new Error('a file system of the kernel'), { code: 'EKERNEL' });
}

async function isKernel({ fd }: FileHandle): Promise<boolean> {
  const { type } = await statfs(`/proc/self/fd/${fd}`);
  return KERNEL.has(type >>> 0);
}
