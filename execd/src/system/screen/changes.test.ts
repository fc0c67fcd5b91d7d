import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { TestWindow } from '../../../test/window.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';

let server: TestServer;
let desktop: Desktop;
let window: TestWindow;
const { signal } = new AbortController();

beforeEach(async () => {
  if (!hasX) return;
  server = await startServer({ size: { width: 800, height: 600 } });
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  window = await TestWindow.open(server.number, { pings: true, color: 0 });
});
afterEach(async () => {
  if (!hasX) return;
  window.close();
  desktop.display.stop();
  await server.stop();
});

const wait = { timeoutMs: 5000, signal };
const left = { x: 0, y: 0, width: 400, height: 600 };

test.skipIf(!hasX)('what was drawn after a mark is told, exactly and once', async () => {
  const { changes } = desktop;
  const mark = await changes.mark();
  expect(await changes.since(mark)).toEqual([]);
  await window.paint({ x: 10, y: 20, width: 30, height: 40 }, 0xff);
  await window.paint({ x: 500, y: 20, width: 30, height: 40 }, 0xff);
  expect(await changes.since(mark)).toEqual([
    { x: 10, y: 20, width: 30, height: 40 },
    { x: 500, y: 20, width: 30, height: 40 },
  ]);
  expect(await changes.since(await changes.mark())).toEqual([]);
});

test.skipIf(!hasX)('changes all over the screen are told in at most 64 rectangles', async () => {
  const mark = await desktop.changes.mark();
  for (let at = 0; at < 192; at++) {
    const region = { x: (at % 16) * 50, y: Math.floor(at / 16) * 50, width: 1, height: 1 };
    window.draw(region, 0xff);
  }
  await window.link.sync();
  const regions = await desktop.changes.since(mark);
  expect(regions.length).toBeGreaterThan(1);
  expect(regions.length).toBeLessThanOrEqual(64);
});

test.skipIf(!hasX)('a mark that is older than what is remembered means all of it', async () => {
  const mark = await desktop.changes.mark();
  for (let at = 0; at < 300; at++) {
    await window.paint({ x: 1, y: 1, width: 1, height: 1 }, at);
    await desktop.changes.collect();
  }
  expect(await desktop.changes.since(mark)).toEqual([{ x: 0, y: 0, width: 800, height: 600 }]);
});

test.skipIf(!hasX)('a change is waited for, also only in a region', async () => {
  const { changes } = desktop;
  const mark = await changes.mark();
  const anywhere = changes.waitForChange({ ...wait, mark });
  const onLeft = changes.waitForChange({ ...wait, mark, region: left, timeoutMs: 150 });
  await window.paint({ x: 500, y: 0, width: 10, height: 10 }, 1);
  expect([await anywhere, await onLeft]).toEqual([true, false]);
  // Counted from the mark, not from the call.
  expect(await changes.waitForChange({ ...wait, mark })).toBe(true);
  expect(await changes.waitForChange({ ...wait, timeoutMs: 30 })).toBe(false);
});

test.skipIf(!hasX)(
  'a screen that goes on changing is not at rest, the other half of it is',
  async () => {
    const { changes } = desktop;
    const busy = setInterval(
      () => void window.paint({ x: 700, y: 0, width: 50, height: 50 }, Date.now()),
      10,
    );
    const all = changes.waitForStable({ ...wait, quietMs: 100, timeoutMs: 400 });
    const half = changes.waitForStable({ ...wait, quietMs: 100, timeoutMs: 400, region: left });
    expect([await all, await half]).toEqual([false, true]);
    clearInterval(busy);
    const began = performance.now();
    expect(await changes.waitForStable({ ...wait, quietMs: 100 })).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  },
);

test.skipIf(!hasX)('a caller who goes away ends the wait', async () => {
  const gone = new AbortController();
  const waiting = desktop.changes.waitForChange({ timeoutMs: 60_000, signal: gone.signal });
  const resting = desktop.changes.waitForStable({
    quietMs: 60_000,
    timeoutMs: 60_000,
    signal: gone.signal,
  });
  gone.abort();
  await expect(waiting).rejects.toThrow('aborted');
  await expect(resting).rejects.toThrow('aborted');
});

test.skipIf(!hasX)('a resized and a restarted screen have changed as a whole', async () => {
  const { changes } = desktop;
  const mark = await changes.mark();
  await desktop.resize({ width: 1000, height: 700 });
  expect(await changes.since(mark)).toEqual([{ x: 0, y: 0, width: 1000, height: 700 }]);
});
