import { setTimeout as delay } from 'node:timers/promises';
import type { ClickAction, MouseButton } from '@cyberdesk/generated/execd/types.gen';
import type { Link } from '../x11/link.ts';
import { pointerOn } from '../x11/pointer-on.ts';
import type { Held } from './held.ts';
import type { Point } from './space.ts';

const BUTTON: Record<MouseButton, number> = { left: 1, middle: 2, right: 3, back: 8, forward: 9 };
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;
/** Programs tell a drag from a click by motion events over some pixels and some time. */
const DRAG_STEP_PIXELS = 16;
const DRAG_POINT_MS = 4;

interface Buttons {
  button?: MouseButton | undefined;
}

export class Pointer {
  #link: Link;
  #held: Held;

  constructor(link: Link, held: Held) {
    this.#link = link;
    this.#held = held;
  }

  /** Without a point the pointer stays where it is. */
  async move(at: Point | undefined): Promise<void> {
    if (at === undefined) return;
    this.#held.move(at.x, at.y);
    await this.#link.sync();
  }

  /** Returns where the pointer is: the same round trip tells that the server has done it. */
  async click(
    at: Point | undefined,
    { button = 'left', count = 1 }: Buttons & Pick<ClickAction, 'count'>,
  ): Promise<Point> {
    await this.move(at);
    for (let i = 0; i < count; i++) {
      this.#held.buttonDown(BUTTON[button]);
      this.#held.buttonUp(BUTTON[button]);
    }
    return await pointerOn(this.#link);
  }

  /** Held until it is released, or until the batch or the time is over. */
  async down(
    at: Point | undefined,
    { button = 'left', releaseAfterMs }: Buttons & { releaseAfterMs?: number },
  ): Promise<void> {
    await this.move(at);
    this.#held.buttonDown(BUTTON[button], releaseAfterMs);
    await this.#link.sync();
  }

  async up(at: Point | undefined, { button = 'left' }: Buttons): Promise<void> {
    await this.move(at);
    this.#held.buttonUp(BUTTON[button]);
    await this.#link.sync();
  }

  async drag(
    path: Point[],
    { button = 'left', signal }: Buttons & { signal: AbortSignal },
  ): Promise<void> {
    let [from] = path;
    if (!from) return;
    await this.move(from);
    this.#held.buttonDown(BUTTON[button]);
    try {
      for (const to of path.slice(1)) {
        for (const point of between(from, to)) this.#held.move(point.x, point.y);
        await this.#link.sync();
        await delay(DRAG_POINT_MS, undefined, { signal });
        from = to;
      }
    } finally {
      this.#held.buttonUp(BUTTON[button]);
    }
    await this.#link.sync();
  }

  /** Turns the wheel to the right and down; returns how many notches that were. */
  async scroll(at: Point | undefined, { x, y }: Point): Promise<number> {
    await this.move(at);
    this.#turn(y > 0 ? WHEEL.down : WHEEL.up, Math.abs(y));
    this.#turn(x > 0 ? WHEEL.right : WHEEL.left, Math.abs(x));
    await this.#link.sync();
    return Math.abs(x) + Math.abs(y);
  }

  #turn(button: number, notches: number): void {
    for (let i = 0; i < notches; i++) {
      this.#held.buttonDown(button);
      this.#held.buttonUp(button);
    }
  }
}

/** Points on the line from one point (left out) to the next (included). */
function* between(from: Point, to: Point): Generator<Point> {
  const distance = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  const steps = Math.max(1, Math.ceil(distance / DRAG_STEP_PIXELS));
  for (let step = 1; step <= steps; step++) {
    yield {
      x: Math.round(from.x + ((to.x - from.x) * step) / steps),
      y: Math.round(from.y + ((to.y - from.y) * step) / steps),
    };
  }
}
