import { Barrier } from './input/barrier.ts';
import { Held } from './input/held.ts';
import { Keyboard } from './input/keyboard.ts';
import { Pointer } from './input/pointer.ts';
import { TurnQueue } from './input/queue.ts';
import type { Logger } from './log.ts';
import { Changes } from './screen/changes.ts';
import { Frames } from './screen/frames.ts';
import { Images } from './screen/images.ts';
import { Marks } from './screen/marks.ts';
import { bareScreen } from './screen/observe.ts';
import type { Surroundings } from './screen/observe.ts';
import { Pictures } from './screen/pictures.ts';
import type { Picture, PictureOptions, ZoomOptions } from './screen/pictures.ts';
import { checkMemory, resize } from './screen/resize.ts';
import type { Size } from './screen/region.ts';
import { Display } from './x11/display.ts';
import type { Link } from './x11/link.ts';
import { pointerOn } from './x11/pointer-on.ts';

const MAX_WAITING_BATCHES = 64;

/** On whose behalf the screen is resized. */
export interface Resizer {
  signal: AbortSignal;
  /** Throws when somebody else holds the control. */
  refuseOthers(): void;
}
/** The machine itself, which always may. */
const NOBODY: Resizer = { signal: new AbortController().signal, refuseOthers: () => undefined };

/** What belongs to one connection: it is made anew when the X server comes back. */
export class Seat {
  readonly link: Link;
  readonly held: Held;
  readonly keyboard: Keyboard;
  readonly pointer: Pointer;

  constructor(link: Link) {
    this.link = link;
    this.held = new Held(link);
    this.keyboard = new Keyboard(link, this.held, new Barrier(link));
    this.pointer = new Pointer(link, this.held);
  }

  async size(): Promise<Size> {
    const { client, root } = this.link;
    const { width, height } = await this.link.call<Size>((done) => client.GetGeometry(root, done));
    return { width, height };
  }

  cursor(): Promise<{ x: number; y: number }> {
    return pointerOn(this.link);
  }
}

/** The screen, pointer and keyboard of this machine. */
export class Desktop {
  readonly display: Display;
  /** What changed on the screen; marks, waiting for a change and for rest. */
  readonly changes: Changes;
  readonly frames: Frames;
  readonly pictures: Pictures;
  /** Images of batches, got by their id. */
  readonly images = new Images();
  /** Marks of each caller's newest observation. */
  readonly marks = new Marks();
  /** Windows and elements; whoever knows of them sets it. */
  surroundings: Surroundings = bareScreen;
  readonly turns = new TurnQueue(MAX_WAITING_BATCHES);
  #seat: Seat | undefined;
  #wantedSize: Size | undefined;

  constructor(displayNumber: number, log: Logger) {
    this.display = new Display(displayNumber, log);
    const link = () => this.display.link();
    this.changes = new Changes(link);
    this.frames = new Frames(link, this.changes);
    this.pictures = new Pictures(this.frames);
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

  /** A picture of the screen or of a region of it, not older than this call. */
  picture(options: PictureOptions = {}): Promise<Picture> {
    return this.pictures.take(options);
  }

  /** A region of the screen, enlarged. */
  zoom(options: ZoomOptions): Promise<Picture> {
    return this.pictures.zoom(options);
  }

  async describe(): Promise<Size & { cursor: { x: number; y: number } }> {
    const seat = await this.seat();
    const [size, cursor] = await Promise.all([seat.size(), seat.cursor()]);
    return { ...size, cursor };
  }

  /** Releases every key and button that an action holds: somebody else takes over. */
  async letGo(): Promise<void> {
    await this.#seat?.held.releaseAll({ lasting: true });
  }

  /** Waits for its turn, so that no pointer action meets a screen of another size than it was checked for. */
  async resize(size: Size, caller: Resizer = NOBODY): Promise<void> {
    await this.turns.run(caller.signal, async () => {
      caller.refuseOthers();
      const seat = await this.seat();
      checkMemory(size, await seat.size());
      await resize(seat.link, size);
      this.#wantedSize = size;
    });
  }

  /** The size that was set last; a screen that is started anew gets it back. */
  get wantedSize(): Size | undefined {
    return this.#wantedSize;
  }
}
