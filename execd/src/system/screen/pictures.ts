import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CursorImage } from 'x11';
import { ByteCache } from './byte-cache.ts';
import { cursorRegion, drawCursor } from './cursor.ts';
import { encode } from './encode.ts';
import type { ImageFormat } from './encode.ts';
import type { Frame, Frames, View } from './frames.ts';
import { Gate } from './gate.ts';
import { fitted, regionOn, zoomed } from './geometry.ts';
import type { Fit } from './geometry.ts';
import { drawMarks } from './draw-marks.ts';
import type { ImageType } from './images.ts';
import type { NumberedMark } from './marks.ts';
import { intersect } from './region.ts';
import type { Region, Size } from './region.ts';

export interface PictureOptions {
  /** What of the screen; absent = all of it. */
  region?: Region | undefined;
  /** Make it smaller; an image is never larger than what it shows. */
  fit?: Fit | undefined;
  /** Draw the pointer. */
  cursor?: boolean | undefined;
  format?: ImageFormat | undefined;
  quality?: number | undefined;
  /** Draw frame and number of each. */
  marks?: readonly NumberedMark[] | undefined;
}
export interface ZoomOptions extends Pick<PictureOptions, 'format' | 'quality'> {
  region: Region;
  longEdge?: number | undefined;
}
export interface Picture {
  bytes: Buffer;
  contentType: ImageType;
  width: number;
  height: number;
  /** Pixels of the image for one pixel of the screen. */
  scale: number;
  /** What of the screen it shows. */
  region: Region;
  /** Changes when the image would; quoted, as HTTP wants it. */
  etag: string;
  /** The content of the screen that it shows, for `Frames.changedSince`. */
  content: number;
  screen: Size;
  /** Where the pointer is. */
  cursor: { x: number; y: number };
}

type Encoded = Pick<Picture, 'bytes' | 'etag' | 'content'>;
interface Wanted {
  region: Region;
  out: Size;
  format: ImageFormat;
  quality: number;
  /** The pointer's image when it is to be drawn and lies in the region. */
  cursor: CursorImage | undefined;
  marks: readonly NumberedMark[];
}

const CACHE = { entries: 256, bytes: 64 * 1024 * 1024 };
/** One core stays free for input while images are made. */
const ENCODES = { running: 2, waiting: 64 };

/** Images of the screen. One that was made before is given again for as long as its part of the screen is the same. */
export class Pictures {
  #frames: Frames;
  #made = new ByteCache<Encoded>(CACHE);
  #flights = new Map<string, Promise<Encoded>>();
  #gate = new Gate(ENCODES);
  /** Tags of one life of execd mean nothing to the next. */
  #epoch = randomBytes(6).toString('base64url');

  constructor(frames: Frames) {
    this.#frames = frames;
  }

  async take({ region, fit, ...rest }: PictureOptions): Promise<Picture> {
    using view = await this.#frames.view(rest.cursor ?? false);
    const shown = regionOn(view.frame, region);
    return await this.#picture(
      view,
      wanted(view, rest, { region: shown, out: fitted(shown, fit) }),
    );
  }

  /** A region made as large as `longEdge` allows. */
  async zoom({ region, longEdge = 1280, ...rest }: ZoomOptions): Promise<Picture> {
    using view = await this.#frames.view(false);
    const shown = regionOn(view.frame, region);
    return await this.#picture(
      view,
      wanted(view, rest, { region: shown, out: zoomed(shown, longEdge) }),
    );
  }

  /** The content that a tag of this life of execd stands for. */
  contentOf(etag: string): number | undefined {
    const [epoch, content = ''] = etag.replace(/^(W\/)?"|"$/g, '').split('.');
    return epoch === this.#epoch && /^[0-9a-z]{1,10}$/.test(content)
      ? Number.parseInt(content, 36)
      : undefined;
  }

  async #picture(view: View, want: Wanted): Promise<Picture> {
    const { region, out, format } = want;
    const { frame, pointer } = view;
    const encoded = await this.#encoded(view, want);
    return {
      ...encoded,
      ...out,
      contentType: `image/${format}`,
      scale: out.width / region.width,
      region,
      content: frame.content,
      screen: { width: frame.width, height: frame.height },
      cursor: pointer,
    };
  }

  async #encoded(view: View, want: Wanted): Promise<Encoded> {
    const key = keyOf(view.frame, want);
    const made = this.#made.get(key);
    if (made && this.#frames.isSame(made.content, want.region)) return made;
    const flight = `${view.frame.content} ${key}`;
    const running = this.#flights.get(flight) ?? this.#encode(view, want, key);
    this.#flights.set(flight, running);
    return running.finally(() => this.#flights.delete(flight));
  }

  async #encode({ frame }: View, want: Wanted, key: string): Promise<Encoded> {
    const bytes = await this.#gate.run(() => this.#encodeFrame(frame, want));
    const { content } = frame;
    // The sum tells apart what two lives of a restored machine made of the same number.
    const etag = `"${this.#epoch}.${content.toString(36)}.${crc32(bytes).toString(36)}"`;
    const encoded = { bytes, etag, content };
    this.#made.set(key, encoded);
    return encoded;
  }

  /** Frames are shared: what is drawn into one is drawn into a copy. */
  async #encodeFrame(frame: Frame, want: Wanted): Promise<Buffer> {
    const { cursor, marks, out, region } = want;
    if (!cursor && marks.length === 0) return encode(frame, want);
    using copy = this.#frames.buffers.copy(frame.rgb);
    const pixels = { ...frame, rgb: copy.bytes };
    if (cursor) drawCursor(pixels, cursor);
    drawMarks(pixels, marks, out.width / region.width);
    return await encode(pixels, want);
  }
}

function wanted(
  { cursor }: View,
  {
    format = 'png',
    quality = 80,
    marks = [],
  }: Pick<PictureOptions, 'format' | 'quality' | 'marks'>,
  shape: { region: Region; out: Size },
): Wanted {
  const isSeen = cursor !== undefined && intersect(cursorRegion(cursor), shape.region);
  return {
    ...shape,
    format,
    // PNG is exact: one image for all qualities.
    quality: format === 'png' ? 100 : quality,
    cursor: isSeen ? cursor : undefined,
    marks,
  };
}

function keyOf(screen: Size, want: Wanted): string {
  const { region, out, format, quality, cursor } = want;
  const { x, y, width, height } = region;
  const pointer = cursor ? [cursor.cursorSerial, cursor.x, cursor.y] : [];
  const values = [screen.width, screen.height, x, y, width, height, out.width, out.height, quality];
  const marks = want.marks.map(({ mark, region: at }) => [mark, at.x, at.y, at.width, at.height]);
  return [format, ...values, ...pointer, ...marks].join(' ');
}
