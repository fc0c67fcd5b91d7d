import sharp from 'sharp';
import { drawCursor } from '../screen/cursor.ts';
import type { Frames, View } from '../screen/frames.ts';
import type { Size } from '../screen/region.ts';

/** Gives the screen with the pointer as frames that all have one size, whatever size the screen has by now. */
export class Camera {
  readonly size: Size;
  #frames: Pick<Frames, 'view'>;
  #last: { key: string; rgb: Buffer } | undefined;
  #buffers: Buffer[] = [];

  constructor(frames: Pick<Frames, 'view'>, size: Size) {
    this.#frames = frames;
    this.size = size;
  }

  /** The screen now, three bytes a pixel; the very buffer of the last call when nothing has changed. It is kept until the next call. */
  async take(): Promise<Buffer> {
    using view = await this.#frames.view(true);
    const key = keyOf(view);
    if (this.#last?.key === key) return this.#last.rgb;
    const rgb = await this.#shape(view);
    this.#last = { key, rgb };
    return rgb;
  }

  async #shape({ frame, cursor }: View): Promise<Buffer> {
    const pixels = { ...frame, rgb: this.#spare(frame.rgb.length) };
    frame.rgb.copy(pixels.rgb);
    if (cursor) drawCursor(pixels, cursor);
    const { width, height } = this.size;
    if (frame.width === width && frame.height === height) return pixels.rgb;
    const raw = { width: frame.width, height: frame.height, channels: 3 as const };
    const shape = { width, height, fit: 'contain', background: 'black' } as const;
    return sharp(pixels.rgb, { raw }).resize(shape).raw().toBuffer();
  }

  /** One of two buffers, not the one that was given last: a still screen has that written again. */
  #spare(length: number): Buffer {
    const [first, second] = this.#buffers;
    const free = first === this.#last?.rgb ? second : first;
    const buffer = free?.length === length ? free : Buffer.allocUnsafeSlow(length);
    this.#buffers = this.#last ? [this.#last.rgb, buffer] : [buffer];
    return buffer;
  }
}

function keyOf({ frame, cursor }: View): string {
  return [frame.content, cursor?.cursorSerial, cursor?.x, cursor?.y].join(' ');
}
