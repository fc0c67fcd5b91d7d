import type { ShmSegment } from 'x11';
import type { Link } from '../x11/link.ts';

export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Frame {
  width: number;
  height: number;
  /** Three bytes a pixel: red, green, blue. */
  rgb: Buffer;
}

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;

/** Reads pixels of the root window. One shared segment, so captures run one after the other. */
export class Capturer {
  #link: Link;
  #segment: ShmSegment | undefined;
  #shared: boolean;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(link: Link) {
    this.#link = link;
    this.#shared = link.extensions.shm !== undefined;
  }

  capture(region: Region): Promise<Frame> {
    const turn = this.#tail.then(() => this.#read(region));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #read(region: Region): Promise<Frame> {
    const { width, height } = region;
    const bytes = width * height * 4;
    const pixels = (await this.#readShared(region, bytes)) ?? (await this.#readSocket(region));
    if (pixels.length < bytes) throw new Error('The X server sent a short image.');
    return { width, height, rgb: toRgb(pixels, width * height) };
  }

  async #readShared(region: Region, bytes: number): Promise<Buffer | undefined> {
    const segment = await this.#segmentFor(bytes);
    if (!segment) return undefined;
    const { x, y, width, height } = region;
    await this.#link.call((done) =>
      segment.getImage(this.#link.root, x, y, width, height, ALL_PLANES, Z_PIXMAP, 0, done),
    );
    return segment.buffer.subarray(0, bytes);
  }

  async #readSocket({ x, y, width, height }: Region): Promise<Buffer> {
    const { client, root } = this.#link;
    const image = await this.#link.call<{ data: Buffer }>((done) =>
      client.GetImage(Z_PIXMAP, root, x, y, width, height, ALL_PLANES, done),
    );
    return image.data;
  }

  /** Grows with the screen; a server that refuses to attach is asked once and then never again. */
  async #segmentFor(bytes: number): Promise<ShmSegment | undefined> {
    const { shm } = this.#link.extensions;
    if (!this.#shared || !shm) return undefined;
    if (this.#segment && this.#segment.size >= bytes) return this.#segment;
    this.#segment?.detach();
    this.#segment = undefined;
    try {
      this.#segment = await this.#link.call((done) => shm.createSegment(bytes, done));
    } catch {
      this.#shared = false;
    }
    return this.#segment;
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
