import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { TestWindow } from '../../../test/window.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { Capturer } from './capture.ts';

let server: TestServer;
let desktop: Desktop;
let window: TestWindow;

beforeEach(async () => {
  if (!hasX) return;
  server = await startServer({ size: { width: 800, height: 600 } });
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  window = await TestWindow.open(server.number, { pings: true, color: 0 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  if (!hasX) return;
  window.close();
  desktop.display.stop();
  await server.stop();
});

const corner = { x: 0, y: 0, width: 20, height: 20 };
const far = { x: 600, y: 500, width: 20, height: 20 };
const pixel = async (bytes: Buffer, x = 0, y = 0): Promise<string> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * 3;
  return data.toString('hex', at, at + 3);
};

test.skipIf(!hasX)('an unchanged screen is neither read nor encoded again', async () => {
  const first = await desktop.picture();
  const read = vi.spyOn(Capturer.prototype, 'read');
  const again = await desktop.picture();
  expect(again.bytes).toBe(first.bytes);
  expect(again.etag).toBe(first.etag);
  expect(read).not.toHaveBeenCalled();
});

test.skipIf(!hasX)('drawing the same pixels again changes no tag, other pixels do', async () => {
  await window.paint(corner, 0xff0000);
  const first = await desktop.picture();
  await window.paint(corner, 0xff0000);
  expect((await desktop.picture()).etag).toBe(first.etag);
  await window.paint(corner, 0xfe0000);
  expect((await desktop.picture()).etag).not.toBe(first.etag);
  expect(desktop.frames.changedSince(first.content, { width: 800, height: 600 })).toEqual([corner]);
});

test.skipIf(!hasX)('a region keeps its tag when something changes elsewhere', async () => {
  const region = { x: 0, y: 0, width: 100, height: 100 };
  const first = await desktop.picture({ region });
  await window.paint(far, 0xff);
  const [same, whole] = await Promise.all([desktop.picture({ region }), desktop.picture()]);
  expect(same.bytes).toBe(first.bytes);
  expect(await pixel(whole.bytes, far.x, far.y)).toBe('0000ff');
  await window.paint(corner, 0xff);
  expect((await desktop.picture({ region })).etag).not.toBe(first.etag);
});

test.skipIf(!hasX)('the pointer counts only where it is drawn', async () => {
  const { pointer } = await desktop.seat();
  const [without, drawn] = [{}, { cursor: true }];
  const region = { x: 0, y: 0, width: 100, height: 100 };
  const before = [await desktop.picture(without), await desktop.picture(drawn)];
  const away = await desktop.picture({ cursor: true, region });
  await pointer.move({ x: 300, y: 300 });
  const after = [await desktop.picture(without), await desktop.picture(drawn)];
  expect(after[0]?.etag).toBe(before[0]?.etag);
  expect(after[1]?.etag).not.toBe(before[1]?.etag);
  expect(after[0]?.cursor).toEqual({ x: 300, y: 300 });
  expect((await desktop.picture({ cursor: true, region })).etag).toBe(away.etag);
});

test.skipIf(!hasX)('those who ask at once share one capture and one encoding', async () => {
  await desktop.picture();
  await window.paint(corner, 0x00ff00);
  const read = vi.spyOn(Capturer.prototype, 'read');
  const pictures = await Promise.all(Array.from({ length: 50 }, () => desktop.picture()));
  expect(read).toHaveBeenCalledTimes(1);
  expect(new Set(pictures.map(({ bytes }) => bytes)).size).toBe(1);
});

test.skipIf(!hasX)('nobody gets a picture from before the question', async () => {
  const done = new AbortController();
  // Others ask all the time, so that there is always a capture to share by mistake.
  const others = Array.from({ length: 3 }, async () => {
    while (!done.signal.aborted) await desktop.picture({ format: 'jpeg' });
  });
  for (let at = 1; at <= 60; at++) {
    await window.paint(corner, at);
    const { bytes } = await desktop.picture({ region: corner });
    expect(await pixel(bytes)).toBe(at.toString(16).padStart(6, '0'));
  }
  done.abort();
  await Promise.all(others);
});

test.skipIf(!hasX)('an image is made smaller to fit, in proportion, and never larger', async () => {
  const sizeOf = async (fit: object, region?: typeof corner) => {
    const picture = await desktop.picture({ fit, region });
    const { width, height } = await sharp(picture.bytes).metadata();
    expect([width, height]).toEqual([picture.width, picture.height]);
    return [width, height, picture.scale];
  };
  expect(await sizeOf({ maxLongEdge: 400 })).toEqual([400, 300, 0.5]);
  expect(await sizeOf({ maxLongEdge: 5000 })).toEqual([800, 600, 1]);
  expect(await sizeOf({ maxPixels: 120_000 })).toEqual([400, 300, 0.5]);
  expect(await sizeOf({ maxLongEdge: 80, maxPixels: 120_000 })).toEqual([80, 60, 0.1]);
  expect(await sizeOf({ maxLongEdge: 16 }, { x: 0, y: 0, width: 800, height: 3 })).toEqual([
    16, 1, 0.02,
  ]);
});

test.skipIf(!hasX)('a region shows exactly its pixels, a zoom enlarges them', async () => {
  await window.paint({ x: 101, y: 51, width: 1, height: 1 }, 0xff8800);
  const region = { x: 101, y: 51, width: 20, height: 10 };
  const picture = await desktop.picture({ region });
  expect(picture).toMatchObject({ width: 20, height: 10, scale: 1, region });
  expect([await pixel(picture.bytes), await pixel(picture.bytes, 1, 0)]).toEqual([
    'ff8800',
    '000000',
  ]);
  expect(await desktop.zoom({ region, longEdge: 100 })).toMatchObject({
    width: 100,
    height: 50,
    scale: 5,
  });
  expect(await desktop.zoom({ region })).toMatchObject({ width: 160, height: 80, scale: 8 });
  const large = { x: 0, y: 0, width: 800, height: 600 };
  expect(await desktop.zoom({ region: large, longEdge: 80 })).toMatchObject({ width: 80 });
});

test.skipIf(!hasX)('a region off the screen is refused by name', async () => {
  const region = { x: 790, y: 0, width: 20, height: 20 };
  const refusal = { code: 'coordinatesOffScreen', message: expect.stringContaining('800x600') };
  await expect(desktop.picture({ region })).rejects.toMatchObject(refusal);
  await expect(desktop.zoom({ region })).rejects.toMatchObject(refusal);
});

test.skipIf(!hasX)('pictures follow while the screen is resized', async () => {
  const sizes = [640, 1280, 500, 900].map((width) => ({ width, height: 480 }));
  const pictures: Promise<{ width: number; screen: { width: number } }>[] = [];
  for (const size of sizes) {
    const resized = desktop.resize(size);
    for (let at = 0; at < 5; at++) pictures.push(desktop.picture({ format: 'jpeg' }));
    await resized;
    expect(await desktop.picture()).toMatchObject(size);
  }
  for (const picture of await Promise.all(pictures)) {
    expect(picture.width).toBe(picture.screen.width);
  }
});
