import type { FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { errno, Fault } from '../fault.ts';
import { Directory } from './directory.ts';
import { fileError, onPath } from './errors.ts';
import { namesOf } from './path.ts';
import type { Asked } from './path.ts';

const MAX_LINKS = 40;
/** What `..` in links may cost: each one walks anew from the root. */
const MAX_STEPS = 8192;

/** An entry by the directory that holds it. `name` is `.` where the path is the root itself. */
export class Place {
  readonly directory: Directory;
  readonly name: string;

  constructor(directory: Directory, name: string) {
    this.directory = directory;
    this.name = name;
  }

  get entry(): string {
    return this.directory.entry(this.name) as string;
  }
  stat(): Promise<BigIntStats> {
    return this.directory.stat(this.name);
  }
  find(): Promise<BigIntStats | undefined> {
    return this.directory.find(this.name);
  }
  hold(): Promise<FileHandle> {
    return this.directory.hold(this.name);
  }
  open(): Promise<Directory> {
    return this.directory.child(this.name);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.directory.close();
  }
}

/**
 * Finds the directory that holds the end of a path, for an operation to work through. Every directory on the way is
 * opened by one name beneath the one before, and links are read and walked here, never by the kernel: an absolute one
 * begins at the root that the token gives, and `..` ends there. So nothing that is exchanged during the walk, or after
 * it, leads out of the root. With `follow` a link at the end is walked too; the end itself need not exist.
 */
export function locate(asked: Asked, { follow }: { follow: boolean }): Promise<Place> {
  return onPath(asked, async () => {
    const walk = new Walk(asked.root, await openRoot(asked.root));
    try {
      return await walk.run(namesOf(asked.path), follow);
    } catch (error) {
      await walk.close();
      throw error;
    }
  });
}

/** Opens the root. No link may be in its own path: whoever could exchange it would move the root. */
async function openRoot(root: string): Promise<Directory> {
  let at = await Directory.root();
  for (const name of namesOf(root)) {
    await using parent = at;
    at = await parent.child(name).catch((error: unknown) => {
      const detail =
        'The directory that this token is confined to is not there. Ask for a new one.';
      throw new Fault('fileNotFound', detail, [], error);
    });
  }
  return at;
}

class Walk {
  #root: string;
  #at: Directory;
  #done: string[] = [];
  /** What is still to be walked, the next one last. */
  #left: string[] = [];
  #links = 0;
  #steps = 0;

  constructor(root: string, at: Directory) {
    this.#root = root;
    this.#at = at;
  }

  async run(names: string[], follow: boolean): Promise<Place> {
    this.#left = names.toReversed();
    for (;;) {
      const name = this.#left.pop();
      if (name === undefined) return new Place(this.#at, '.');
      if (++this.#steps > MAX_STEPS) throw fileError('ELOOP');
      if (name === '..') await this.#up();
      else if (this.#left.length > 0) await this.#into(name);
      else {
        const target = follow ? await this.#linkAt(name) : undefined;
        if (target === undefined) return new Place(this.#at, name);
        await this.#follow(target);
      }
    }
  }

  close(): Promise<void> {
    return this.#at.close();
  }

  async #into(name: string): Promise<void> {
    try {
      await this.#to(await this.#at.child(name));
      this.#done.push(name);
    } catch (error) {
      if (errno(error) !== 'ENOTDIR') throw error;
      const target = await this.#at.link(name);
      if (target === undefined) throw error;
      await this.#follow(target);
    }
  }

  /** A name that is not there is no link: it may be about to be made. */
  #linkAt(name: string): Promise<string | undefined> {
    return this.#at.link(name).catch((error: unknown) => {
      if (errno(error) === 'ENOENT') return undefined;
      throw error;
    });
  }

  async #follow(target: string): Promise<void> {
    if (++this.#links > MAX_LINKS) throw fileError('ELOOP');
    if (target.startsWith('/')) {
      this.#done = [];
      await this.#to(await openRoot(this.#root));
    }
    this.#left.push(...namesOf(target).reverse());
  }

  /** Never by the kernel's `..`, which would lead out of a directory that was moved meanwhile. */
  async #up(): Promise<void> {
    this.#left.push(...this.#done.slice(0, -1).reverse());
    this.#done = [];
    await this.#to(await openRoot(this.#root));
  }

  async #to(next: Directory): Promise<void> {
    const before = this.#at;
    this.#at = next;
    await before.close();
  }
}
