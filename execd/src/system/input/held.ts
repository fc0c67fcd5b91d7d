import type { Link } from '../x11/link.ts';

/** Buttons of the X protocol that execd can press. */
const BUTTONS = [1, 2, 3, 8, 9] as const;

/** Sends presses and releases, and knows what is down, so that nothing ever stays stuck. */
export class Held {
  #link: Link;
  #keys = new Set<number>();
  #buttons = new Set<number>();

  constructor(link: Link) {
    this.#link = link;
  }

  keyDown(keycode: number): void {
    this.#keys.add(keycode);
    this.#fake(this.#link.extensions.xtest.KeyPress, keycode);
  }

  keyUp(keycode: number): void {
    this.#keys.delete(keycode);
    this.#fake(this.#link.extensions.xtest.KeyRelease, keycode);
  }

  buttonDown(button: number): void {
    this.#buttons.add(button);
    this.#fake(this.#link.extensions.xtest.ButtonPress, button);
  }

  buttonUp(button: number): void {
    this.#buttons.delete(button);
    this.#fake(this.#link.extensions.xtest.ButtonRelease, button);
  }

  move(x: number, y: number): void {
    const { xtest } = this.#link.extensions;
    xtest.FakeInput(xtest.MotionNotify, 0, 0, this.#link.root, x, y);
  }

  /** Releases what this process holds: at the end of a batch, however it ended. */
  async releaseAll(): Promise<void> {
    if (!this.#link.alive || this.#keys.size + this.#buttons.size === 0) return;
    for (const keycode of [...this.#keys].toReversed()) this.keyUp(keycode);
    for (const button of this.#buttons) this.buttonUp(button);
    await this.#link.sync();
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
