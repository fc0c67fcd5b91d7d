import sharp from 'sharp';
import { drawCursor } from '../screen/cursor.ts';
import type { Frames, View } from '../screen/frames.ts';
import type { Size } from '../screen/region.ts';

/** Gives the screen with the pointer as frames that all have one size, whatever size the screen has by now. */
export class Camera {
  readonly size: Size;
  #frames: Pick<Frames, 'view'>;
  #last: { key: string; rgb: Buffer } | undefined;

  constructor(frames: Pick<Frames, 'view'>, size: Size) {
    this.#frames = frames;
    this.size = size;
  }

  /** The screen now, three bytes a pixel; the very buffer of the last call when nothing has changed. */
  async take(): Promise<Buffer> {
    const view = await this.#frames.view(true);
    const key = keyOf(view);
    if (this.#last?.key === key) return this.#last.rgb;
    const rgb = await this.#shape(view);
    this.#last = { key, rgb };
    return rgb;
  }

  async #shape({ frame, cursor }: View): Promise<Buffer> {
    const pixels = { ...frame, rgb: Buffer.from(frame.rgb) };
    if (cursor) drawCursor(pixels, cursor);
    const { width, height } = this.size;
    if (frame.width === width && frame.height === height) return pixels.rgb;
    const raw = { width: frame.width, height: frame.height, channels: 3 as const };
    const shape = { width, height, fit: 'contain', background: 'black' } as const;
    return sharp(pixels.rgb, { raw }).resize(shape).raw().toBuffer();
  }
}

function keyOf({ frame, cursor }: View): string {
  return [frame.content, cursor?.cursorSerial, cursor?.x, cursor?.y].join(' ');
}
