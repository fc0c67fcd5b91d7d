import { TestWindow } from '../../execd/test/window.ts';

/** Large enough that x11vnc takes it for activity: at less it polls four times as seldom. */
const REGION = { x: 192, y: 192, width: 192, height: 32 };

/** A program that changes a part of its window. */
export class Dot {
  #window: TestWindow;
  #color = 0x102030;

  private constructor(window: TestWindow) {
    this.#window = window;
  }

  static async open(display: number): Promise<Dot> {
    return new Dot(await TestWindow.open(display, { pings: false }));
  }

  draw(): void {
    this.#color = (this.#color + 0x31415) & 0xffffff;
    this.#window.draw(REGION, this.#color);
  }

  close(): void {
    this.#window.close();
  }
}
