import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import type { Barrier } from './barrier.ts';
import type { Held } from './held.ts';
import { readKeymap } from './keymap.ts';
import type { Keymap, KeyStroke } from './keymap.ts';
import { keysymOf, unicodeKeysym } from './keysyms.ts';
import { Rebinder } from './rebinder.ts';
import type { Tools } from './tools.ts';

export type TypingMethod = 'keymap' | 'rebinding' | 'clipboard';

export interface TypeOptions {
  how?: 'auto' | 'keys' | 'clipboard' | undefined;
  clipboard: Tools['clipboard'];
  signal: AbortSignal;
}

interface Typing {
  find: (keysym: number) => KeyStroke | undefined;
  shift: number | undefined;
  signal: AbortSignal;
}

const LOCK_MASK = 2;
/** Longer foreign text is pasted: binding so many symbols takes seconds. */
const MAX_REBOUND = 2000;
/** Keys a second without an acknowledgement from the server, so that a cancel takes hold soon. */
const SYNC_EVERY = 64;

export class Keyboard {
  #link: Link;
  #held: Held;
  #barrier: Barrier;

  constructor(link: Link, held: Held, barrier: Barrier) {
    this.#link = link;
    this.#held = held;
    this.#barrier = barrier;
  }

  /** Types text exactly, whatever the layout, Caps Lock and held Shift are. */
  async type(written: string, options: TypeOptions): Promise<TypingMethod> {
    const { how = 'auto', clipboard, signal } = options;
    const text = written.replaceAll(/\r\n?/g, '\n');
    if (how === 'clipboard') return this.#paste(text, clipboard, signal);
    const keymap = await readKeymap(this.#link);
    const keysyms = Array.from(text, unicodeKeysym);
    const foreign = keysyms.filter((keysym) => !keymap.find(keysym));
    if (how === 'auto' && foreign.length > MAX_REBOUND) {
      const pasted = await this.#paste(text, clipboard, signal).catch(() => undefined);
      if (pasted) return pasted;
    }
    await this.#withoutCapsLock(keymap, async () => {
      if (foreign.length > 0) return this.#typeForeign(keymap, keysyms, signal);
      const shift = keymap.shift;
      return this.#press(keysyms, { find: (k) => keymap.find(k), shift, signal });
    });
    return foreign.length === 0 ? 'keymap' : 'rebinding';
  }

  /** Brings the text in one piece, as a person would paste it. */
  async #paste(
    text: string,
    clipboard: TypeOptions['clipboard'],
    signal: AbortSignal,
  ): Promise<TypingMethod> {
    // Of all keys for it these work in terminals, too.
    const keys = ['Shift_L', 'Insert'].map((name) => keysymOf(name) ?? 0);
    const press = () => this.chord(keys, { repeat: 1, holdMs: 0, signal });
    await clipboard.paste(text, press);
    return 'clipboard';
  }

  /** Presses a key of the keyboard and leaves it down. */
  async down(keysym: number, lastsMs?: number): Promise<void> {
    this.#held.keyDown(await this.#keycode(keysym), lastsMs);
    await this.#link.sync();
  }

  async up(keysym: number): Promise<void> {
    this.#held.keyUp(await this.#keycode(keysym));
    await this.#link.sync();
  }

  /** Holds keys down while something is done. */
  async holding<T>(keysyms: number[], act: () => Promise<T>): Promise<T> {
    if (keysyms.length === 0) return act();
    const keycodes = await Promise.all(keysyms.map((keysym) => this.#keycode(keysym)));
    for (const keycode of keycodes) this.#held.keyDown(keycode);
    await this.#link.sync();
    try {
      return await act();
    } finally {
      for (const keycode of keycodes.toReversed()) this.#held.keyUp(keycode);
      await this.#link.sync();
    }
  }

  async #keycode(keysym: number): Promise<number> {
    const stroke = (await readKeymap(this.#link)).find(keysym);
    if (stroke) return stroke.keycode;
    throw new Fault('unprocessable', 'The keyboard has no such key to hold. Use type or key.');
  }

  async #typeForeign(keymap: Keymap, keysyms: number[], signal: AbortSignal): Promise<void> {
    const rebinder = new Rebinder(this.#link, keymap, this.#barrier);
    const find = (keysym: number): KeyStroke | undefined => {
      const keycode = rebinder.keycode(keysym);
      return keymap.find(keysym) ?? (keycode === undefined ? undefined : { keycode, shift: false });
    };
    try {
      for (const segment of split(keysyms, keymap, rebinder.capacity)) {
        signal.throwIfAborted();
        await rebinder.bind(segment.filter((keysym) => !keymap.find(keysym)));
        await this.#press(segment, { find, shift: keymap.shift, signal });
      }
    } finally {
      await rebinder.restore();
    }
  }

  async #press(keysyms: number[], { find, shift, signal }: Typing): Promise<void> {
    let count = 0;
    for (const keysym of keysyms) {
      const stroke = find(keysym);
      if (!stroke) throw new Fault('unprocessable', 'A character could not be put on a key.');
      this.#stroke(stroke, shift);
      if (++count % SYNC_EVERY !== 0) continue;
      signal.throwIfAborted();
      await this.#link.sync();
    }
    await this.#link.sync();
  }

  #stroke({ keycode, shift }: KeyStroke, shiftKey: number | undefined): void {
    const shifted = shift && shiftKey !== undefined;
    if (shifted) this.#held.keyDown(shiftKey);
    this.#held.keyDown(keycode);
    this.#held.keyUp(keycode);
    if (shifted) this.#held.keyUp(shiftKey);
  }

  /** Caps Lock would turn every letter round: it is switched off for the typing and then on again. */
  async #withoutCapsLock(keymap: Keymap, act: () => Promise<void>): Promise<void> {
    const { client, root } = this.#link;
    const pointer = await this.#link.call<{ keyMask: number }>((d) => client.QueryPointer(root, d));
    const key = keymap.capsLock;
    if ((pointer.keyMask & LOCK_MASK) === 0 || key === undefined) return act();
    const tap = () => {
      this.#held.keyDown(key);
      this.#held.keyUp(key);
    };
    tap();
    try {
      await act();
    } finally {
      tap();
    }
  }

  /** Presses keys together `repeat` times; each time they are released in reverse order. */
  async chord(
    keysyms: number[],
    options: { repeat: number; holdMs: number; signal: AbortSignal },
  ): Promise<void> {
    const keymap = await readKeymap(this.#link);
    const foreign = keysyms.filter((keysym) => !keymap.find(keysym));
    const rebinder = foreign.length > 0 && new Rebinder(this.#link, keymap, this.#barrier);
    try {
      if (rebinder) await rebinder.bind(foreign);
      const strokes = keysyms.map((keysym) => {
        const keycode = rebinder ? rebinder.keycode(keysym) : undefined;
        return keymap.find(keysym) ?? { keycode: keycode as number, shift: false };
      });
      const keycodes = withShift(strokes, keymap.shift);
      for (let i = 0; i < options.repeat; i++) await this.#together(keycodes, options);
    } finally {
      if (rebinder) await rebinder.restore();
    }
  }

  async #together(
    keycodes: number[],
    { holdMs, signal }: { holdMs: number; signal: AbortSignal },
  ): Promise<void> {
    signal.throwIfAborted();
    for (const keycode of keycodes) this.#held.keyDown(keycode);
    try {
      if (holdMs > 0) await delay(holdMs, undefined, { signal });
    } finally {
      for (const keycode of keycodes.toReversed()) this.#held.keyUp(keycode);
    }
    await this.#link.sync();
  }
}

/** `ctrl` and `+` on a US layout is Ctrl, Shift and `=`: Shift goes down before the key that needs it. */
function withShift(strokes: KeyStroke[], shift: number | undefined): number[] {
  const keycodes: number[] = [];
  for (const stroke of strokes) {
    if (stroke.shift && shift !== undefined && !keycodes.includes(shift)) keycodes.push(shift);
    if (!keycodes.includes(stroke.keycode)) keycodes.push(stroke.keycode);
  }
  return keycodes;
}

/** Cuts text where more foreign symbols would be needed at once than there are spare keys. */
function* split(keysyms: number[], keymap: Keymap, capacity: number): Generator<number[]> {
  let segment: number[] = [];
  const foreign = new Set<number>();
  for (const keysym of keysyms) {
    if (!keymap.find(keysym)) foreign.add(keysym);
    if (foreign.size > capacity) {
      yield segment;
      segment = [];
      foreign.clear();
      foreign.add(keysym);
    }
    segment.push(keysym);
  }
  if (segment.length > 0) yield segment;
}
