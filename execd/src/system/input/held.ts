import type { Link } from '../x11/link.ts';

/** Buttons of the X protocol that execd can press. */
const BUTTONS = [1, 2, 3, 8, 9] as const;

type Kind = 'key' | 'button';

/** What is down: until it is released, the batch ends or, if it has one, its time is over. */
interface Press {
  kind: Kind;
  code: number;
  timer: NodeJS.Timeout | undefined;
}

/** Sends presses and releases, and knows what is down, so that nothing ever stays stuck. */
export class Held {
  #link: Link;
  #down = new Map<string, Press>();

  constructor(link: Link) {
    this.#link = link;
  }

  /** With `lastsMs` it stays down after the batch, for so long at most. */
  keyDown(keycode: number, lastsMs?: number): void {
    this.#note('key', keycode, lastsMs);
    this.#fake(this.#link.extensions.xtest.KeyPress, keycode);
  }

  keyUp(keycode: number): void {
    this.#forget('key', keycode);
    this.#fake(this.#link.extensions.xtest.KeyRelease, keycode);
  }

  buttonDown(button: number, lastsMs?: number): void {
    this.#note('button', button, lastsMs);
    this.#fake(this.#link.extensions.xtest.ButtonPress, button);
  }

  buttonUp(button: number): void {
    this.#forget('button', button);
    this.#fake(this.#link.extensions.xtest.ButtonRelease, button);
  }

  move(x: number, y: number): void {
    const { xtest } = this.#link.extensions;
    xtest.FakeInput(xtest.MotionNotify, 0, 0, this.#link.root, x, y);
  }

  /** Releases what this batch holds, however it ended; `lasting`: also what was meant to outlive it. */
  async releaseAll({ lasting = false } = {}): Promise<void> {
    const presses = [...this.#down.values()].filter(({ timer }) => lasting || !timer);
    if (!this.#link.alive || presses.length === 0) return;
    for (const press of presses.toReversed()) this.#release(press);
    await this.#link.sync();
  }

  #release({ kind, code }: Press): void {
    if (kind === 'key') this.keyUp(code);
    else this.buttonUp(code);
  }

  #note(kind: Kind, code: number, lastsMs: number | undefined): void {
    this.#forget(kind, code);
    const press: Press = { kind, code, timer: undefined };
    if (lastsMs !== undefined) press.timer = setTimeout(() => this.#expire(press), lastsMs).unref();
    this.#down.set(`${kind} ${code}`, press);
  }

  #expire(press: Press): void {
    if (this.#link.alive) this.#release(press);
  }

  #forget(kind: Kind, code: number): void {
    clearTimeout(this.#down.get(`${kind} ${code}`)?.timer);
    this.#down.delete(`${kind} ${code}`);
  }

  /** Releases what an earlier process left down: the server keeps synthetic presses of dead clients. */
  async releaseStuck(): Promise<void> {
    const { client } = this.#link;
    const pressed = await this.#link.call<Buffer>((done) => client.QueryKeymap(done));
    for (let keycode = this.#link.keycodes.min; keycode <= this.#link.keycodes.max; keycode++) {
      const isDown = ((pressed[keycode >> 3] ?? 0) >> (keycode & 7)) & 1;
      if (isDown) this.keyUp(keycode);
    }
    for (const button of BUTTONS) this.buttonUp(button);
    await this.#link.sync();
  }

  #fake(type: number, detail: number): void {
    this.#link.extensions.xtest.FakeInput(type, detail, 0, 0, 0, 0);
  }
}
