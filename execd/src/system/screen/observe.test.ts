import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { TestWindow } from '../../../test/window.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { Fault } from '../fault.ts';
import { silent } from '../log.ts';
import { drawMarks } from './draw-marks.ts';
import { observe } from './observe.ts';
import type { SeenElement } from './observe.ts';

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
  if (!hasX) return;
  window.close();
  desktop.display.stop();
  await server.stop();
});

const agent = { principal: 'org', actor: { type: 'agent', id: 'key' } };
const wish = { maxMarks: 100, drawMarks: false };
const save: SeenElement = {
  handle: 'elm_1',
  role: 'push button',
  name: 'Save',
  region: { x: 100, y: 100, width: 80, height: 24 },
};
const seeing = (elements: SeenElement[], truncated = false): void => {
  desktop.surroundings = {
    focusedWindow: () => Promise.reject(new Error('no window manager')),
    elements: () => Promise.resolve({ elements, truncated }),
  };
};

test.skipIf(!hasX)('changes since the last look are told by its tag', async () => {
  const first = await observe(desktop, wish, agent);
  const whole = { x: 0, y: 0, width: 800, height: 600 };
  expect(first).toMatchObject({
    changedRegions: [whole],
    display: { width: 800, height: 600, cursor: { x: 400, y: 300 } },
    image: { contentType: 'image/png', width: 800, height: 600, scale: 1 },
  });
  const since = first.etag;
  expect((await observe(desktop, { ...wish, since }, agent)).changedRegions).toEqual([]);
  const region = { x: 5, y: 6, width: 7, height: 8 };
  await window.paint(region, 0xff);
  expect((await observe(desktop, { ...wish, since }, agent)).changedRegions).toEqual([region]);
  for (const unknown of ['"another.1.2"', 'nonsense']) {
    const seen = await observe(desktop, { ...wish, since: unknown }, agent);
    expect(seen.changedRegions).toEqual([whole]);
  }
});

test.skipIf(!hasX)(
  'marks are numbered, bounded, clipped to the screen and remembered',
  async () => {
    const off = { ...save, handle: 'elm_2', region: { x: 900, y: 0, width: 9, height: 9 } };
    const half = { ...save, handle: 'elm_3', region: { x: 790, y: 0, width: 20, height: 10 } };
    seeing([save, off, half, save]);
    const { marks, marksTruncated } = await observe(desktop, { ...wish, maxMarks: 3 }, agent);
    expect(marks).toEqual([
      { mark: 1, ...save },
      { mark: 3, ...half, region: { x: 790, y: 0, width: 10, height: 10 } },
    ]);
    expect(marksTruncated).toBe(true);
    expect(desktop.marks.find(agent, 3).handle).toBe('elm_3');
    const none = await observe(desktop, { ...wish, maxMarks: 0 }, agent);
    expect(none).toMatchObject({ marks: [], marksTruncated: false });
    expect(() => desktop.marks.find(agent, 3)).toThrow('no mark 3');
  },
);

test.skipIf(!hasX)(
  'without an accessibility tree there is still a picture, and a reason',
  async () => {
    const bare = await observe(desktop, wish, agent);
    expect(bare).toMatchObject({
      marks: [],
      marksUnavailable: expect.stringContaining('no access'),
    });
    desktop.surroundings = {
      ...desktop.surroundings,
      elements: () => Promise.reject(new Error('secret internals')),
    };
    const broken = await observe(desktop, wish, agent);
    expect(broken.marksUnavailable).toBe('The accessibility tree could not be read.');
    desktop.surroundings.elements = () => Promise.reject(new Fault('unavailable', 'Bus is down.'));
    expect((await observe(desktop, wish, agent)).marksUnavailable).toBe('Bus is down.');
  },
);

test.skipIf(!hasX)('marks are drawn when asked for, and into nobody else’s picture', async () => {
  seeing([save]);
  const drawn = await observe(desktop, { ...wish, drawMarks: true }, agent);
  const plain = await observe(desktop, wish, agent);
  const raw = (data = '') => sharp(Buffer.from(data, 'base64')).raw().toBuffer();
  const [with_, without] = await Promise.all([raw(drawn.image.data), raw(plain.image.data)]);
  expect(without.every((byte) => byte === 0)).toBe(true);
  const at = (x: number, y: number) => with_.toString('hex', (y * 800 + x) * 3).slice(0, 6);
  // The frame, and black inside and outside of it.
  expect([at(179, 123), at(150, 112), at(99, 99)]).toEqual(['c81e1e', '000000', '000000']);
});

test('a number is drawn as its digits, also at the edge of the screen', () => {
  const pixels = { width: 30, height: 14, rgb: Buffer.alloc(30 * 14 * 3) };
  drawMarks(pixels, [{ mark: 17, region: { x: 25, y: 10, width: 5, height: 4 } }], 1);
  const rows = Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: 15 }, (__, column) =>
      pixels.rgb[(row * 2 * 30 + column * 2) * 3 + 2] === 255 ? '#' : '.',
    ).join(''),
  );
  expect(rows.map((row) => row.slice(6))).toEqual([
    '.........',
    '..#..###.',
    '.##....#.',
    '..#...#..',
    '..#...#..',
    '.###..#..',
    '.........',
  ]);
});
