import { Fault } from './fault.ts';
import { Barrier } from './input/barrier.ts';
import { Held } from './input/held.ts';
import { Keyboard } from './input/keyboard.ts';
import { Pointer } from './input/pointer.ts';
import { TurnQueue } from './input/queue.ts';
import type { Logger } from './log.ts';
import { Capturer } from './screen/capture.ts';
import { Changes } from './screen/changes.ts';
import { drawCursor } from './screen/cursor.ts';
import { encode } from './screen/encode.ts';
import type { ImageFormat } from './screen/encode.ts';
import { resize } from './screen/resize.ts';
import type { Size } from './screen/resize.ts';
import { Display } from './x11/display.ts';
import type { Link } from './x11/link.ts';

export interface Shot {
  bytes: Buffer;
  contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
  cursor: { x: number; y: number };
}

export interface ShotOptions {
  format: ImageFormat;
  quality: number;
  cursor: boolean;
}

const MAX_WAITING_BATCHES = 64;

/** What belongs to one connection: it is made anew when the X server comes back. */
export class Seat {
  readonly link: Link;
  readonly capturer: Capturer;
  readonly held: Held;
  readonly keyboard: Keyboard;
  readonly pointer: Pointer;

  constructor(link: Link) {
    this.link = link;
    this.capturer = new Capturer(link);
    this.held = new Held(link);
    this.keyboard = new Keyboard(link, this.held, new Barrier(link));
    this.pointer = new Pointer(link, this.held);
  }

  async size(): Promise<Size> {
    const { client, root } = this.link;
    const { width, height } = await this.link.call<Size>((done) => client.GetGeometry(root, done));
    return { width, height };
  }

  async cursor(): Promise<{ x: number; y: number }> {
    const { client, root } = this.link;
    const at = await this.link.call<{ rootX: number; rootY: number }>((done) =>
      client.QueryPointer(root, done),
    );
    return { x: at.rootX, y: at.rootY };
  }
}

/** The screen, pointer and keyboard of this machine. */
export class Desktop {
  readonly display: Display;
  /** What changed on the screen; marks, waiting for a change and for rest. */
  readonly changes: Changes;
  readonly turns = new TurnQueue(MAX_WAITING_BATCHES);
  #seat: Seat | undefined;

  constructor(displayNumber: number, log: Logger) {
    this.display = new Display(displayNumber, log);
    this.changes = new Changes(() => this.display.link());
    this.display.onConnect((link) => {
      this.changes.attach(link);
      const seat = new Seat(link);
      this.#seat = seat;
      seat.held.releaseStuck().catch((error: unknown) => {
        log.warn({ err: error }, 'could not release keys that were down');
      });
    });
  }

  async seat(): Promise<Seat> {
    const link = await this.display.link();
    if (this.#seat?.link !== link) this.#seat = new Seat(link);
    return this.#seat;
  }

  async screenshot(options: ShotOptions): Promise<Shot> {
    const seat = await this.seat();
    // A screen that is resized between "how large" and "read it" refuses the old size: then it is asked again.
    return this.#shoot(seat, options).catch((error: unknown) => {
      if (error instanceof Fault) throw error;
      return this.#shoot(seat, options);
    });
  }

  async #shoot(seat: Seat, options: ShotOptions): Promise<Shot> {
    const [size, cursor] = await Promise.all([seat.size(), seat.cursor()]);
    const region = { x: 0, y: 0, ...size };
    const frame = await seat.capturer.capture(region);
    const { fixes } = seat.link.extensions;
    if (options.cursor) {
      drawCursor(frame, region, await seat.link.call((done) => fixes.GetCursorImage(done)));
    }
    const bytes = await encode(frame, options.format, options.quality);
    return { bytes, contentType: `image/${options.format}`, ...size, cursor };
  }

  async describe(): Promise<Size & { cursor: { x: number; y: number } }> {
    const seat = await this.seat();
    const [size, cursor] = await Promise.all([seat.size(), seat.cursor()]);
    return { ...size, cursor };
  }

  /** Waits for its turn, so that no pointer action meets a screen of another size than it was checked for. */
  async resize(size: Size): Promise<void> {
    const { signal } = new AbortController();
    await this.turns.run(signal, async () => resize((await this.seat()).link, size));
  }
}
