import { setTimeout as delay } from 'node:timers/promises';
import type {
  ClickAction,
  DragAction,
  MouseButton,
  ScrollAction,
} from '@cyberdesk/generated/execd/types.gen';
import type { Link } from '../x11/link.ts';
import type { Held } from './held.ts';

const BUTTON: Record<MouseButton, number> = { left: 1, middle: 2, right: 3, back: 8, forward: 9 };
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;
/** Programs tell a drag from a click by motion events over some pixels and some time. */
const DRAG_STEP_PIXELS = 16;
const DRAG_POINT_MS = 4;

interface MaybePoint {
  x?: number;
  y?: number;
}

export class Pointer {
  #link: Link;
  #held: Held;

  constructor(link: Link, held: Held) {
    this.#link = link;
    this.#held = held;
  }

  /** Without coordinates the pointer stays where it is. */
  async move({ x, y }: MaybePoint): Promise<void> {
    if (x === undefined || y === undefined) return;
    this.#held.move(x, y);
    await this.#link.sync();
  }

  async click(action: ClickAction): Promise<void> {
    await this.move(action);
    const button = BUTTON[action.button ?? 'left'];
    for (let i = 0; i < (action.count ?? 1); i++) {
      this.#held.buttonDown(button);
      this.#held.buttonUp(button);
    }
    await this.#link.sync();
  }

  async press(action: MaybePoint & { button?: MouseButton }, down: boolean): Promise<void> {
    await this.move(action);
    const button = BUTTON[action.button ?? 'left'];
    if (down) this.#held.buttonDown(button);
    else this.#held.buttonUp(button);
    await this.#link.sync();
  }

  async drag({ path, button = 'left' }: DragAction, signal: AbortSignal): Promise<void> {
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

  async scroll(action: ScrollAction): Promise<number> {
    await this.move(action);
    const { deltaX = 0, deltaY = 0 } = action;
    this.#turn(deltaY > 0 ? WHEEL.down : WHEEL.up, Math.abs(deltaY));
    this.#turn(deltaX > 0 ? WHEEL.right : WHEEL.left, Math.abs(deltaX));
    await this.#link.sync();
    return Math.abs(deltaX) + Math.abs(deltaY);
  }

  #turn(button: number, notches: number): void {
    for (let i = 0; i < notches; i++) {
      this.#held.buttonDown(button);
      this.#held.buttonUp(button);
    }
  }
}

type Point = { x: number; y: number };

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
