import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { pixels, type Pixels } from './screen.ts';

/** The canvas of a live view that shows its desktop. */
export const liveCanvas = (page: Page) => page.locator('[data-live="connected"] canvas').last();

/** What is drawn in the canvas, at the desktop's own size. */
export const drawn = async (page: Page): Promise<Pixels> => {
  const url = await liveCanvas(page).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  return pixels(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
};

const small = ({ data, width, height }: Pixels): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .resize(64, 40, { fit: 'fill' })
    .raw()
    .toBuffer();

/** How far two pictures are apart, 0 to 255: of many small areas, because a live view loses details on its way. */
export const distance = async (a: Pixels, b: Pixels): Promise<number> => {
  const [first, second] = await Promise.all([small(a), small(b)]);
  const sum = first.reduce((total, value, at) => total + Math.abs(value - (second[at] ?? 0)), 0);
  return sum / first.length;
};

/** Clicks in the canvas at a point of the desktop. */
export const clickAt = async (page: Page, x: number, y: number): Promise<void> => {
  const canvas = liveCanvas(page);
  const scale = await canvas.evaluate(
    (element: HTMLCanvasElement) => element.getBoundingClientRect().width / element.width,
  );
  await canvas.click({ position: { x: x * scale, y: y * scale } });
};
