import type { ShmSegment } from 'x11';
import type { Link } from '../x11/link.ts';
import { area } from './region.ts';
import type { Size } from './region.ts';

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;

/** Reads the pixels of the root window; one read at a time. */
export class Capturer {
  readonly link: Link;
  #segment: ShmSegment | undefined;
  #shared: boolean;

  constructor(link: Link) {
    this.link = link;
    this.#shared = link.extensions.shm !== undefined;
  }

  /** Makes room for a screen of this size, so that `read` sends its request at once. */
  async prepare(size: Size): Promise<void> {
    const { shm } = this.link.extensions;
    const bytes = area(size) * 4;
    if (!this.#shared || !shm || this.#segment?.size === bytes) return;
    this.#segment?.detach();
    this.#segment = undefined;
    try {
      this.#segment = await this.link.call((done) => shm.createSegment(bytes, done));
    } catch {
      // A server that refuses to attach is asked once and then never again.
      this.#shared = false;
    }
  }

  /** Three bytes a pixel, in a buffer of their own. */
  async read(size: Size): Promise<Buffer> {
    const pixels = await (this.#segment
      ? this.#readShared(this.#segment, size)
      : this.#readSocket(size));
    if (pixels.length < area(size) * 4) throw new Error('The X server sent a short image.');
    return toRgb(pixels, area(size));
  }

  async #readShared(segment: ShmSegment, { width, height }: Size): Promise<Buffer> {
    const { root } = this.link;
    await this.link.call((done) =>
      segment.getImage(root, 0, 0, width, height, ALL_PLANES, Z_PIXMAP, 0, done),
    );
    return segment.buffer;
  }

  async #readSocket({ width, height }: Size): Promise<Buffer> {
    const { client, root } = this.link;
    const image = await this.link.call<{ data: Buffer }>((done) =>
      client.GetImage(Z_PIXMAP, root, 0, 0, width, height, ALL_PLANES, done),
    );
    return image.data;
  }
}

/** BGRX to RGB, four pixels (four words in, three words out) at a time. */
function toRgb(bgrx: Buffer, pixels: number): Buffer {
  const words = Math.ceil(pixels / 4);
  const target = new Uint32Array(words * 3);
  const source = aligned(bgrx, words * 4);
  for (let i = 0, o = 0; i < words * 4; i += 4, o += 3) {
    const a = swap(source[i] as number);
    const b = swap(source[i + 1] as number);
    const c = swap(source[i + 2] as number);
    const d = swap(source[i + 3] as number);
    target[o] = a | (b << 24);
    target[o + 1] = (b >>> 8) | (c << 16);
    target[o + 2] = (c >>> 16) | (d << 8);
  }
  return Buffer.from(target.buffer, 0, pixels * 3);
}

function swap(pixel: number): number {
  return ((pixel >>> 16) & 0xff) | (pixel & 0xff00) | ((pixel & 0xff) << 16);
}

function aligned(bytes: Buffer, words: number): Uint32Array {
  if (bytes.byteOffset % 4 === 0 && bytes.length >= words * 4) {
    return new Uint32Array(bytes.buffer, bytes.byteOffset, words);
  }
  const copy = new Uint32Array(words);
  new Uint8Array(copy.buffer).set(bytes.subarray(0, words * 4));
  return copy;
}
