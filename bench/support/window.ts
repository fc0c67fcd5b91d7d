import { setTimeout as delay } from 'node:timers/promises';
import { TestWindow } from '../../execd/test/window.ts';

const LONGEST_MS = 5_000;
/** How often typed text is looked at. */
const LOOK_MS = 1;

/** A program with a window over the whole screen that tells what reached it. */
export class SeeingWindow {
  #window: TestWindow;
  #waiting: { x: number; y: number; seen: () => void } | undefined;

  private constructor(window: TestWindow) {
    this.#window = window;
    window.link.onEvent(({ name, x, y }) => {
      const waiting = this.#waiting;
      if (name === 'ButtonRelease' && waiting?.x === x && waiting.y === y) waiting.seen();
    });
  }

  static async open(display: number): Promise<SeeingWindow> {
    return new SeeingWindow(await TestWindow.open(display, { pings: true }));
  }

  /** Resolves when the window has seen a button released at this point. */
  async clicked(x: number, y: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error('the click was never seen')), LONGEST_MS);
    this.#waiting = { x, y, seen: resolve };
    await promise;
    clearTimeout(timer);
  }

  forget(): void {
    this.#window.text = '';
  }

  /** Waits for as much text as this, but not for ever: a peer may lose keys. */
  async typed(text: string): Promise<void> {
    const until = performance.now() + LONGEST_MS;
    while (this.#window.text.length < text.length && performance.now() < until)
      await delay(LOOK_MS);
  }

  /** How many characters of the text did not arrive as they were typed. */
  errors(text: string): number {
    const arrived = [...this.#window.text];
    return [...text].filter((character, index) => arrived[index] !== character).length;
  }

  close(): void {
    this.#window.close();
  }
}
