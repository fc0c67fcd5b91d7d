import type { FileEvent } from '@cyberdesk/generated/execd/types.gen';
import { below } from '../path.ts';
import { TreeError } from './tree.ts';
import type { Raw, Tree } from './tree.ts';

type Tell = (event: FileEvent) => void;

/** Two halves of a move come right after each other; the second is not waited for longer. */
const PAIR_MS = 25;

interface Gone {
  path: string;
  ino: bigint;
  /** What was known in it, when it is a directory. */
  held: Set<string>;
}

/** Makes of what the kernel says about names what happened to files. Events are taken one after the other. */
export class Follower {
  readonly #tree: Tree;
  readonly #recursive: boolean;
  readonly #tell: Tell;
  #gone: Gone | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tree: Tree, recursive: boolean, tell: Tell) {
    this.#tree = tree;
    this.#recursive = recursive;
    this.#tell = tell;
  }

  async take({ kind, directory, name }: Raw): Promise<void> {
    const names = this.#tree.names(directory);
    if (!names || name === '.') return;
    const path = below(directory, name);
    const known = names.get(name);
    if (kind === 'change' && known !== undefined) {
      this.flush();
      return this.#change('modified', path);
    }
    const now = await this.#tree.look(directory, name);
    if (now) await this.#appeared({ directory, name, path }, { known, now });
    else if (known !== undefined) this.#vanished({ directory, name, path }, known);
  }

  /** Tells of a deletion that no move has claimed. */
  flush(): void {
    clearTimeout(this.#timer);
    const gone = this.#gone;
    this.#gone = undefined;
    if (gone) this.#change('deleted', gone.path);
  }

  async #appeared(
    { directory, name, path }: Omit<Raw, 'kind'> & { path: string },
    { known, now }: { known: bigint | undefined; now: { ino: bigint; isDirectory: boolean } },
  ): Promise<void> {
    if (known === now.ino) return;
    this.#tree.know(directory, name, now.ino);
    const from = this.#gone?.ino === now.ino ? this.#gone : undefined;
    if (from) {
      this.#gone = undefined;
      this.#tell({ type: 'change', change: 'moved', path, from: from.path });
    } else {
      this.flush();
      this.#change(known === undefined ? 'created' : 'modified', path);
    }
    if (now.isDirectory && this.#recursive) await this.#descend(path, from?.held ?? new Set());
  }

  /** What lies in a new directory was made before we watched it; what a moved one brought along is no news. */
  async #descend(path: string, held: Set<string>): Promise<void> {
    this.#tree.drop(path);
    const found = (each: string): void => {
      if (!held.delete(each.slice(path.length))) this.#change('created', each);
    };
    try {
      await this.#tree.add(path, { recursive: true, found });
      for (const each of held) this.#change('deleted', path + each);
    } catch (error) {
      // Gone again: that will be told.
      if (error instanceof TreeError) throw error;
    }
  }

  #vanished({ directory, name, path }: Omit<Raw, 'kind'> & { path: string }, ino: bigint): void {
    this.flush();
    this.#tree.forget(directory, name);
    this.#gone = { path, ino, held: this.#tree.drop(path) };
    this.#timer = setTimeout(() => this.flush(), PAIR_MS);
  }

  #change(change: string, path: string): void {
    this.#tell({ type: 'change', change, path });
  }
}
