import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import type { Barrier } from './barrier.ts';
import type { Keymap } from './keymap.ts';

/** Lends spare keycodes to symbols that the keyboard layout lacks, and gives them back. */
export class Rebinder {
  #link: Link;
  #keymap: Keymap;
  #barrier: Barrier;
  #spare: number[];
  #bound = new Map<number, number>();
  #taken = new Set<number>();

  constructor(link: Link, keymap: Keymap, barrier: Barrier) {
    this.#link = link;
    this.#keymap = keymap;
    this.#barrier = barrier;
    this.#spare = keymap.spare();
    if (this.#spare.length === 0) {
      throw new Fault('unprocessable', 'The keyboard has no spare key for these characters.');
    }
  }

  /** How many symbols can be bound at once. */
  get capacity(): number {
    return this.#spare.length;
  }

  /** Binds all of `keysyms` at once. A keycode is reused only after its earlier presses were read. */
  async bind(keysyms: Iterable<number>): Promise<void> {
    const wanted = new Set(keysyms);
    const missing = [...wanted].filter((keysym) => !this.#bound.has(keysym));
    if (missing.length === 0) return;
    if (this.#bound.size + missing.length > this.capacity) {
      await this.#barrier.wait();
      for (const keysym of this.#bound.keys()) if (!wanted.has(keysym)) this.#bound.delete(keysym);
    }
    const inUse = new Set(this.#bound.values());
    const free = this.#spare.filter((keycode) => !inUse.has(keycode));
    missing.forEach((keysym, index) => this.#put(keysym, free[index] as number));
    await this.#barrier.wait();
  }

  #put(keysym: number, keycode: number): void {
    // The same symbol on both levels: Shift or Caps Lock then cannot change what is typed.
    this.#link.client.ChangeKeyboardMapping(keycode, 2, [keysym, keysym]);
    this.#bound.set(keysym, keycode);
    this.#taken.add(keycode);
  }

  keycode(keysym: number): number | undefined {
    return this.#bound.get(keysym);
  }

  /** Puts the mapping back as it was found, after the last press was read. */
  async restore(): Promise<void> {
    if (this.#taken.size === 0 || !this.#link.alive) return;
    await this.#barrier.wait();
    for (const keycode of this.#taken) {
      const row = this.#keymap.row(keycode);
      this.#link.client.ChangeKeyboardMapping(keycode, Math.max(1, row.length), row);
    }
    this.#taken.clear();
    this.#bound.clear();
    await this.#link.sync();
  }
}
