import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { connect } from '../../execd/src/system/x11/connect.ts';
import type { Link } from '../../execd/src/system/x11/link.ts';
import type { Size } from './execd.ts';

const FRAMES = 6;
const DEPTH = 24;
const Z_PIXMAP = 2;
/** A request of the X protocol is shorter than 256 KiB. */
const STRIP_BYTES = 200_000;

/** A program that shows a page with text, a gradient and noise over the whole screen, and changes it on demand. */
export class ChangingPage {
  #link: Link;
  #size: Size;
  #window: number;
  #context: number;
  #frames: number[] = [];
  #shown = 0;

  private constructor(link: Link, size: Size) {
    this.#link = link;
    this.#size = size;
    this.#window = link.client.AllocID();
    this.#context = link.client.AllocID();
  }

  static async open(display: number, size: Size): Promise<ChangingPage> {
    const page = new ChangingPage(await connect(display, () => undefined), size);
    page.#show();
    for (let number = 0; number < FRAMES; number += 1)
      page.#frames.push(page.#upload(await drawFrame(size, number)));
    await page.next();
    return page;
  }

  /** Shows another frame; resolves when the X server has drawn it. */
  async next(): Promise<void> {
    const { client } = this.#link;
    const { width, height } = this.#size;
    this.#shown = (this.#shown + 1) % FRAMES;
    const frame = this.#frames[this.#shown] ?? 0;
    client.CopyArea(frame, this.#window, this.#context, 0, 0, 0, 0, width, height);
    await this.#link.sync();
  }

  close(): void {
    this.#link.close();
  }

  #show(): void {
    const { client, root } = this.#link;
    const { width, height } = this.#size;
    client.CreateWindow(this.#window, root, 0, 0, width, height, 0, 0, 1, 0, {
      backgroundPixel: 0xffffff,
    });
    client.CreateGC(this.#context, this.#window, {});
    client.MapWindow(this.#window);
  }

  #upload(pixels: Buffer): number {
    const { client } = this.#link;
    const { width, height } = this.#size;
    const pixmap = client.AllocID();
    client.CreatePixmap(pixmap, this.#window, DEPTH, width, height);
    const rows = Math.floor(STRIP_BYTES / (width * 4));
    for (let y = 0; y < height; y += rows) {
      const lines = Math.min(rows, height - y);
      const strip = pixels.subarray(y * width * 4, (y + lines) * width * 4);
      client.PutImage(Z_PIXMAP, pixmap, this.#context, width, lines, 0, y, 0, DEPTH, strip);
    }
    return pixmap;
  }
}

/** Pixels as the X server wants them: blue, green, red, nothing. */
const drawFrame = async ({ width, height }: Size, number: number): Promise<Buffer> => {
  const noise = { width: Math.round(width * 0.3), height: Math.round(height * 0.3) };
  const raw = { ...noise, channels: 3 as const };
  const input = randomBytes(noise.width * noise.height * 3);
  const rgba = await sharp(Buffer.from(svgOf({ width, height }, number)))
    .composite([{ input, raw, left: width - noise.width - 40, top: height - noise.height - 40 }])
    .ensureAlpha()
    .raw()
    .toBuffer();
  for (let at = 0; at < rgba.length; at += 4) {
    const red = rgba[at] ?? 0;
    rgba[at] = rgba[at + 2] ?? 0;
    rgba[at + 2] = red;
  }
  return rgba;
};

const svgOf = ({ width, height }: Size, number: number): string => {
  const lines = Array.from({ length: Math.floor(height / 22) }, (_, line) => {
    const words = `${number}.${line} The quick brown fox jumps over the lazy dog, ${line * 7919 + number} times`;
    return `<text x="30" y="${20 + line * 22}">${words}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" gradientTransform="rotate(${number * 15})">
      <stop offset="0" stop-color="#fff3d6"/><stop offset="1" stop-color="#7fb2e5"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/>
    <g font-family="DejaVu Sans" font-size="15" fill="#222">${lines.join('')}</g></svg>`;
};
