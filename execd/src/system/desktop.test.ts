import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../test/needs.ts';
import { TestWindow } from '../../test/window.ts';
import { startServer } from '../../test/xserver.ts';
import type { TestServer } from '../../test/xserver.ts';
import { Desktop } from './desktop.ts';
import { silent } from './log.ts';
import { BufferPool } from './screen/buffers.ts';
import { Capturer } from './screen/capture.ts';

let server: TestServer;
let desktop: Desktop;

beforeEach(async () => {
  // An odd width: rows do not end on the four pixels that are converted at once.
  server = await startServer({ size: { width: 1001, height: 701 } });
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
});

afterEach(async () => {
  desktop.display.stop();
  await server.stop();
});

const PNG = { format: 'png', quality: 80, cursor: false } as const;

test.skipIf(!hasX)('a screenshot has the screen’s size and its exact colours', async () => {
  const window = await TestWindow.open(server.number, { pings: true, color: 0x2266cc });
  const shot = await desktop.picture(PNG);
  const { data, info } = await sharp(shot.bytes).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 1001, height: 701, channels: 3 });
  const pixels = new Set<string>();
  for (let at = 0; at < data.length; at += 3) pixels.add(data.toString('hex', at, at + 3));
  expect([...pixels]).toEqual(['2266cc']);
  window.close();
});

test.skipIf(!hasX)('formats are what they say, and quality counts', async () => {
  const sizes: number[] = [];
  for (const format of ['jpeg', 'webp'] as const) {
    const shot = await desktop.picture({ format, quality: 40, cursor: false });
    expect((await sharp(shot.bytes).metadata()).format).toBe(format);
    expect(shot.contentType).toBe(`image/${format}`);
    sizes.push(shot.bytes.length);
  }
  const better = await desktop.picture({ format: 'jpeg', quality: 95, cursor: false });
  expect(better.bytes.length).toBeGreaterThanOrEqual(sizes[0] ?? 0);
});

test.skipIf(!hasX)('shared memory and the socket give the same pixels', async () => {
  const { link } = await desktop.seat();
  const size = { width: 1001, height: 701 };
  expect(link.extensions.shm).toBeDefined();
  const pool = new BufferPool();
  const [shared, plain] = [new Capturer(link, pool), new Capturer(link, pool)];
  await shared.prepare(size);
  using one = await shared.read(size);
  using other = await plain.read(size);
  expect(one.bytes.equals(other.bytes)).toBe(true);
});

test.skipIf(!hasX)('the pointer is drawn only when asked for', async () => {
  const window = await TestWindow.open(server.number, { pings: true, color: 0x808080 });
  const without = await desktop.picture(PNG);
  const withPointer = await desktop.picture({ ...PNG, cursor: true });
  expect(without.cursor).toEqual({ x: 500, y: 350 });
  const [a, b] = await Promise.all(
    [without, withPointer].map(({ bytes }) => sharp(bytes).raw().toBuffer()),
  );
  expect(a?.equals(b as Buffer)).toBe(false);
  window.close();
});

test.skipIf(!hasX)(
  'the screen takes any size, larger and smaller, and screenshots follow',
  async () => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 643, height: 481 },
      { width: 1280, height: 800 },
      { width: 1280, height: 800 },
    ]) {
      await desktop.resize(size);
      expect(await desktop.describe()).toMatchObject(size);
      expect(await desktop.picture(PNG)).toMatchObject(size);
    }
  },
);

test.skipIf(!hasX)('many screenshots at once are all served', async () => {
  const shots = await Promise.all(Array.from({ length: 8 }, () => desktop.picture(PNG)));
  expect(new Set(shots.map((shot) => shot.bytes.toString('base64'))).size).toBe(1);
});

test.skipIf(!hasX)('a server that dies is reported, and used again when it is back', async () => {
  await desktop.describe();
  server.child.kill('SIGKILL');
  while (desktop.display.connected) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(desktop.display.link(30)).rejects.toMatchObject({ code: 'screenUnavailable' });
  await server.stop();
  server = await startServer({ number: server.number });
  expect(await desktop.describe()).toMatchObject({ width: 1024, height: 768 });
});

test.skipIf(!hasX)('keys that an earlier process left pressed are released', async () => {
  const window = await TestWindow.open(server.number, { pings: true });
  const { link } = window;
  link.extensions.xtest.FakeInput(2, 50, 0, 0, 0, 0);
  link.extensions.xtest.FakeInput(4, 1, 0, 0, 0, 0);
  await window.settled();
  const next = new Desktop(server.number, silent);
  next.display.start();
  await next.seat();
  while (window.events.length < 4) await window.settled();
  expect(window.events.slice(2).sort()).toEqual(['ButtonRelease 1', 'KeyRelease 50']);
  next.display.stop();
  window.close();
});
