import type { CursorImage } from 'x11';
import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import { pointerOn } from '../x11/pointer-on.ts';
import { BufferPool } from './buffers.ts';
import type { Lease } from './buffers.ts';
import { Capturer } from './capture.ts';
import type { Changes } from './changes.ts';
import { merge, onScreen, touches, whole } from './region.ts';
import type { Region, Size } from './region.ts';

/** Pixels of the whole screen; nobody writes into them while the view that they came with is held. */
export interface Frame extends Size {
  /** Three bytes a pixel: red, green, blue. */
  rgb: Buffer;
  /** Grows by one whenever pixels differ from those before. */
  content: number;
}
/** What was seen. Let go of it (`using`): its pixels are then written over by later ones. */
export interface View extends Disposable {
  frame: Frame;
  pointer: { x: number; y: number };
  /** The pointer's image, when it was asked for. */
  cursor: CursorImage | undefined;
}

/** Contents that are remembered one by one; what is older counts as another screen. */
const MAX_CONTENTS = 256;
/** The screen may be resized between "how large" and "read it"; then it is read again. */
const MAX_TRIES = 4;

interface Held {
  link: Link;
  /** Version of the screen, by DAMAGE, that the frame shows at least. */
  version: number;
  frame: Frame;
  lease: Lease;
}

/**
 * The newest picture of the screen. It is read only when something was drawn since, and by one for all who ask at the
 * same time; nobody gets one from before their question.
 */
export class Frames {
  /** What pictures of the screen are made in. */
  readonly buffers = new BufferPool();
  #link: () => Promise<Link>;
  #changes: Changes;
  #held: Held | undefined;
  #flight: Promise<void> | undefined;
  #capturer: Capturer | undefined;
  #contents: { content: number; regions: Region[] }[] = [];

  constructor(link: () => Promise<Link>, changes: Changes) {
    this.#link = link;
    this.#changes = changes;
  }

  /** The screen, the pointer and, when wanted, its image, not older than this call. */
  async view(withCursor: boolean): Promise<View> {
    const link = await this.#link();
    const [version, pointer, cursor] = await Promise.all([
      this.#changes.collectOn(link),
      pointerOn(link),
      withCursor ? cursorOn(link) : undefined,
    ]);
    const { frame, lease } = await this.#since(link, version);
    return { frame, pointer, cursor, [Symbol.dispose]: () => lease[Symbol.dispose]() };
  }

  /** True when this part of the screen has the pixels that it had in this content. */
  isSame(content: number, region: Region): boolean {
    const [oldest] = this.#contents;
    if (!oldest || content < oldest.content - 1) return false;
    return !this.#contents.some(
      (entry) => entry.content > content && touches(entry.regions, region),
    );
  }

  /** Where pixels differ from those of this content, in at most 64 rectangles; all of it when that is too old. */
  changedSince(content: number, size: Size): Region[] {
    const [oldest] = this.#contents;
    if (!oldest || content < oldest.content - 1) return [whole(size)];
    const later = this.#contents.filter((entry) => entry.content > content);
    return merge(
      onScreen(
        later.flatMap(({ regions }) => regions),
        size,
      ),
    );
  }

  /** Versions only grow, in the server's order: a frame of at least this version is not older than the question. */
  async #since(link: Link, version: number): Promise<Held> {
    for (;;) {
      const held = this.#held;
      if (held?.link === link && held.version >= version) {
        held.lease.retain();
        return held;
      }
      this.#flight ??= this.#capture(link).finally(() => (this.#flight = undefined));
      await this.#flight;
    }
  }

  async #capture(link: Link): Promise<void> {
    if (this.#capturer?.link !== link) this.#capturer = new Capturer(link, this.buffers);
    for (let left = MAX_TRIES; left > 0; left--) {
      const held = await this.#read(link, this.#capturer);
      if (held) return this.#hold(held);
    }
    throw new Fault('screenUnavailable', 'The screen is being resized. Try again.');
  }

  async #read(link: Link, capturer: Capturer): Promise<Read | undefined> {
    const { size } = this.#changes;
    await capturer.prepare(size);
    // Sent in one go: what is drawn after "what changed" and before the picture is read again the next time.
    const version = this.#changes.collectOn(link);
    const reading = capturer.read(size).catch((error: unknown) => {
      if (error instanceof Fault) throw error;
      return undefined;
    });
    const [at, lease] = await Promise.all([version, reading]);
    const { size: now } = this.#changes;
    if (!lease) return undefined;
    if (now.width === size.width && now.height === size.height) {
      return { link, version: at, lease, ...size };
    }
    lease[Symbol.dispose]();
    return undefined;
  }

  #hold({ link, version, lease, ...size }: Read): void {
    const before = this.#held;
    const regions = this.#drawn(before, lease.bytes, size);
    if (before && regions.length === 0) {
      lease[Symbol.dispose]();
      this.#held = { ...before, link, version };
      return;
    }
    before?.lease[Symbol.dispose]();
    const content = (before?.frame.content ?? 0) + 1;
    this.#held = { link, version, lease, frame: { rgb: lease.bytes, ...size, content } };
    this.#contents.push({ content, regions });
    if (this.#contents.length > MAX_CONTENTS) this.#contents.shift();
  }

  /** Where the pixels are others than before. */
  #drawn(before: Held | undefined, rgb: Buffer, size: Size): Region[] {
    if (before?.frame.width !== size.width || before.frame.height !== size.height) {
      return [whole(size)];
    }
    const drawn = onScreen(this.#changes.regionsAfter(before.version), size);
    return differing(before.frame, rgb, drawn);
  }
}

interface Read extends Size, Pick<Held, 'link' | 'version' | 'lease'> {}

/** Programs draw the same again and again: only rows that differ count as changed. */
function differing(before: Frame, rgb: Buffer, regions: Region[]): Region[] {
  return regions.flatMap((region) => {
    const differs = (row: number): boolean => {
      const from = ((region.y + row) * before.width + region.x) * 3;
      const to = from + region.width * 3;
      return before.rgb.compare(rgb, from, to, from, to) !== 0;
    };
    let first = 0;
    while (first < region.height && !differs(first)) first++;
    if (first === region.height) return [];
    let last = region.height - 1;
    while (last > first && !differs(last)) last--;
    return [{ ...region, y: region.y + first, height: last - first + 1 }];
  });
}

function cursorOn(link: Link): Promise<CursorImage> {
  return link.call((done) => link.extensions.fixes.GetCursorImage(done));
}
