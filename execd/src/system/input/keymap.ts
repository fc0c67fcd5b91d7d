import type { Link } from '../x11/link.ts';
import { codePointOf } from './keysyms.ts';

/** A key, and whether Shift must be held for the wanted symbol. */
export interface KeyStroke {
  keycode: number;
  shift: boolean;
}

const SHIFT_L = 0xffe1;
const CAPS_LOCK = 0xffe5;
/** Keysyms of vendors start here: keys that no keyboard of a cloud desktop has. */
const VENDOR_KEYSYMS = 0x10080000;

/** The server's keyboard mapping as it was read, and what can be typed by it. */
export class Keymap {
  readonly rows: number[][];
  readonly #first: number;
  readonly #bySymbol = new Map<number, KeyStroke>();
  readonly #byCodePoint = new Map<number, KeyStroke>();

  constructor(first: number, rows: number[][]) {
    this.#first = first;
    this.rows = rows;
    // Unshifted places first: a symbol that needs no Shift is pressed without it.
    for (const level of [0, 1]) rows.forEach((row, index) => this.#learn(row, index, level));
  }

  /** Only the first group's two levels: other groups depend on what is locked. */
  #learn(row: number[], index: number, level: number): void {
    const keysym = row[level] ?? 0;
    if (keysym === 0) return;
    const stroke = { keycode: this.#first + index, shift: level === 1 };
    if (!this.#bySymbol.has(keysym)) this.#bySymbol.set(keysym, stroke);
    const point = codePointOf(keysym);
    if (point !== undefined && !this.#byCodePoint.has(point)) this.#byCodePoint.set(point, stroke);
  }

  find(keysym: number): KeyStroke | undefined {
    const found = this.#bySymbol.get(keysym);
    if (found) return found;
    const point = codePointOf(keysym);
    return point === undefined ? undefined : this.#byCodePoint.get(point);
  }

  row(keycode: number): number[] {
    return this.rows[keycode - this.#first] ?? [];
  }

  get shift(): number | undefined {
    return this.#bySymbol.get(SHIFT_L)?.keycode;
  }

  get capsLock(): number | undefined {
    return this.#bySymbol.get(CAPS_LOCK)?.keycode;
  }

  /** Keycodes that can be lent to characters: empty ones, then those of vendor keys. */
  spare(): number[] {
    const empty: number[] = [];
    const vendor: number[] = [];
    this.rows.forEach((row, index) => {
      const used = row.filter((keysym) => keysym !== 0);
      if (used.length === 0) empty.push(this.#first + index);
      else if (used.every((keysym) => keysym >= VENDOR_KEYSYMS)) vendor.push(this.#first + index);
    });
    return empty.length >= 8 ? empty : [...empty, ...vendor];
  }
}

export async function readKeymap(link: Link): Promise<Keymap> {
  const { min, max } = link.keycodes;
  const rows = await link.call<number[][]>((done) =>
    link.client.GetKeyboardMapping(min, max - min + 1, done),
  );
  return new Keymap(min, rows);
}
