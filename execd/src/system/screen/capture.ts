import type { ShmSegment } from 'x11';
import type { Link } from '../x11/link.ts';
import { Packer } from '../x11/pack.ts';
import type { BufferPool, Lease } from './buffers.ts';
import { area } from './region.ts';
import type { Size } from './region.ts';

const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;

/** Reads the pixels of the root window; one read at a time. */
export class Capturer {
  readonly link: Link;
  #segment: ShmSegment | undefined;
  #shared: boolean;
  #pool: BufferPool;

  constructor(link: Link, pool: BufferPool) {
    this.link = link;
    this.#pool = pool;
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

  /** Three bytes a pixel. Whoever asked lets go of them. */
  async read(size: Size): Promise<Lease> {
    const pixels = await (this.#segment
      ? this.#readShared(this.#segment, size)
      : this.#readSocket(size));
    if (pixels.length < area(size) * 4) throw new Error('The X server sent a short image.');
    const lease = this.#pool.take(area(size) * 3);
    const packer = Packer.of(pixels) ?? new Packer(area(size));
    packer.pack(pixels, lease.bytes);
    return lease;
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
