import type { Action } from '@cyberdesk/generated/execd/types.gen';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alone } from '../../../test/alone.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { TestWindow } from '../../../test/window.ts';
import { hasX } from '../../../test/needs.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { perform } from './perform.ts';

let server: TestServer;
let desktop: Desktop;
let window: TestWindow;
const never = new AbortController().signal;

beforeEach(async () => {
  server = await startServer();
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  window = await TestWindow.open(server.number, { pings: true });
});

afterEach(async () => {
  window.close();
  desktop.display.stop();
  await server.stop();
});

const run = (actions: Action[], signal = never) =>
  perform(desktop, { actions, stopOn: 'error' }, alone(signal));

test.skipIf(!hasX)(
  'clicks the right button, the right number of times, at the right place',
  async () => {
    const result = await run([{ type: 'click', x: 300, y: 200, button: 'back', count: 2 }]);
    await window.settled();
    expect(result).toMatchObject({
      outcome: 'completed',
      results: [{ type: 'click', status: 'done' }],
    });
    expect(window.events).toEqual([
      'Motion 300,200',
      'ButtonPress 8',
      'ButtonRelease 8',
      'ButtonPress 8',
      'ButtonRelease 8',
    ]);
    expect((await desktop.describe()).cursor).toEqual({ x: 300, y: 200 });
  },
);

test.skipIf(!hasX)('a scroll turns exactly the notches asked for, each to its side', async () => {
  const result = await run([{ type: 'scroll', deltaX: -2, deltaY: 3 }]);
  await window.settled();
  expect(result.results[0]?.appliedNotches).toBe(5);
  const presses = window.events.filter((event) => event.startsWith('ButtonPress'));
  expect(presses.sort()).toEqual([5, 5, 5, 6, 6].map((button) => `ButtonPress ${button}`));
});

test.skipIf(!hasX)(
  'a drag holds the button along the path and ends at its last point',
  async () => {
    const path = [
      { x: 10, y: 10 },
      { x: 100, y: 60 },
      { x: 40, y: 90 },
    ];
    await run([{ type: 'drag', path }]);
    await window.settled();
    expect(window.events.slice(0, 2)).toEqual(['Motion 10,10', 'ButtonPress 1']);
    expect(window.events).toContain('Motion 100,60');
    expect(window.events.slice(-2)).toEqual(['Motion 40,90', 'ButtonRelease 1']);
  },
);

test.skipIf(!hasX)('nothing is done when one point of the batch is off the screen', async () => {
  const batch: Action[] = [
    { type: 'click', x: 1, y: 1 },
    { type: 'move', x: 1024, y: 0 },
  ];
  await expect(run(batch)).rejects.toMatchObject({ code: 'coordinatesOffScreen' });
  await window.settled();
  expect(window.events).toEqual([]);
});

test.skipIf(!hasX)('what is held at the end of a batch is released', async () => {
  await run([{ type: 'mouseDown', x: 5, y: 5, button: 'right' }]);
  await window.settled();
  expect(window.events.slice(-2)).toEqual(['ButtonPress 3', 'ButtonRelease 3']);
});

test.skipIf(!hasX)(
  'a client that goes away stops the batch, and nothing stays pressed',
  async () => {
    const client = new AbortController();
    const holding = run([{ type: 'key', keys: ['shift'], holdMs: 10_000 }], client.signal);
    while (!window.events.some((event) => event.startsWith('KeyPress'))) await window.settled();
    client.abort();
    const result = await holding;
    expect(result).toMatchObject({
      outcome: 'stopped',
      stoppedAt: 0,
      results: [{ status: 'failed' }],
    });
    await window.settled();
    expect(window.events.at(-1)).toMatch(/^KeyRelease/);
  },
);

test.skipIf(!hasX)('batches of two callers never mix', async () => {
  const word = (text: string): Action[] => [
    { type: 'type', text },
    { type: 'wait', durationMs: 20 },
    { type: 'type', text },
  ];
  await Promise.all([run(word('aa')), run(word('bb')), run(word('cc'))]);
  await window.settled();
  expect(window.text).toBe('aaaabbbbcccc');
});

test.skipIf(!hasX)(
  'the X server dies in the middle: the rest is skipped, the next server is used',
  async () => {
    const batch = run([
      { type: 'wait', durationMs: 60 },
      { type: 'move', x: 1, y: 1 },
      { type: 'move', x: 2, y: 2 },
    ]);
    setTimeout(() => server.child.kill('SIGKILL'), 20);
    expect(await batch).toMatchObject({
      outcome: 'stopped',
      stoppedAt: 1,
      results: [{ status: 'done' }, { status: 'failed' }, { status: 'skipped' }],
    });
    await server.stop();
    server = await startServer({ number: server.number });
    expect(await run([{ type: 'move', x: 7, y: 8 }])).toMatchObject({ outcome: 'completed' });
    expect((await desktop.describe()).cursor).toEqual({ x: 7, y: 8 });
  },
);

test.skipIf(!hasX)('a caller that left while waiting for its turn does nothing', async () => {
  const client = new AbortController();
  const first = run([{ type: 'wait', durationMs: 50 }]);
  const second = run([{ type: 'type', text: 'never' }], client.signal);
  client.abort();
  await expect(second).rejects.toThrow('aborted');
  await first;
  await window.settled();
  expect(window.text).toBe('');
});

test.skipIf(!hasX)('a picture in the middle of a batch shows that moment', async () => {
  const { results } = await run([
    { type: 'screenshot', format: 'png' },
    { type: 'screenshot', format: 'jpeg', quality: 50 },
  ]);
  expect(results[0]?.image).toMatchObject({ contentType: 'image/png', width: 1024, height: 768 });
  const bytes = Buffer.from(results[1]?.image?.data ?? '', 'base64');
  expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
});

test.skipIf(!hasX)('a hold outlives its batch, for as long as it was asked to', async () => {
  await run([{ type: 'keyDown', key: 'shift', releaseAfterMs: 150 }]);
  await window.settled();
  const keys = () => window.events.filter((event) => event.startsWith('Key'));
  expect(keys()).toHaveLength(1);
  await run([{ type: 'wait', durationMs: 1 }]);
  await expect.poll(keys).toHaveLength(2);
  expect(keys()[1]).toMatch(/^KeyRelease/);
});

test.skipIf(!hasX)(
  'a key that is pressed and released by hand, and keys held for a click',
  async () => {
    await run([
      { type: 'keyDown', key: 'a' },
      { type: 'keyUp', key: 'a' },
      { type: 'click', x: 9, y: 9, holdKeys: ['ctrl'] },
    ]);
    await window.settled();
    const kinds = window.events.map((event) => event.split(' ')[0]);
    expect(kinds).toEqual([
      ...[
        'KeyPress',
        'KeyRelease',
        'KeyPress',
        'Motion',
        'ButtonPress',
        'ButtonRelease',
        'KeyRelease',
      ],
    ]);
  },
);

test.skipIf(!hasX)(
  'settle tells a step that changed the screen from one that did not',
  async () => {
    const settle = { quietMs: 50, timeoutMs: 1000 };
    const batch = {
      actions: [{ type: 'click' as const, x: 5, y: 5 }],
      stopOn: 'error' as const,
      settle,
    };
    const quiet = await perform(desktop, batch, alone());
    expect(quiet.results[0]).toMatchObject({ effect: 'unchanged', point: { x: 5, y: 5 } });
    const drawing = setInterval(
      () => window.draw({ x: 1, y: 1, width: 9, height: 9 }, 0x123456),
      10,
    );
    const loud = await perform(desktop, batch, alone());
    clearInterval(drawing);
    expect(loud.results[0]?.effect).toBe('changed');
    expect((await run([{ type: 'click' }])).results[0]?.effect).toBe('unverified');
  },
);

test.skipIf(!hasX)('waits end with what they wait for, or say that it did not come', async () => {
  const soon = setTimeout(() => window.draw({ x: 50, y: 50, width: 9, height: 9 }, 0xff0000), 60);
  const { results } = await run([
    { type: 'waitForChange', timeoutMs: 2000, region: { x: 40, y: 40, width: 40, height: 40 } },
    { type: 'waitForStable', quietMs: 50 },
    { type: 'waitForChange', timeoutMs: 60 },
  ]);
  clearTimeout(soon);
  expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'failed']);
  expect(results[2]).toMatchObject({
    errorCode: 'unprocessable',
    error: expect.stringContaining('60 ms'),
  });
  expect(results[0]).not.toHaveProperty('effect');
});

test.skipIf(!hasX)(
  'an image is in the answer or under its id; a closer look is larger',
  async () => {
    const region = { x: 0, y: 0, width: 100, height: 50 };
    const { results } = await run([
      { type: 'screenshot', inline: false, fit: { maxLongEdge: 512 } },
      { type: 'zoom', region, longEdge: 400 },
    ]);
    const [small, large] = results.map(({ image }) => image);
    expect(small).toMatchObject({ width: 512, scale: 0.5 });
    expect(small).not.toHaveProperty('data');
    expect(desktop.images.get(small?.imageId ?? '').bytes.length).toBeGreaterThan(100);
    expect(large).toMatchObject({ width: 400, height: 200, scale: 4, region });
  },
);

test.skipIf(!hasX)('pixels scroll whole notches, at least one', async () => {
  const { results } = await run([
    { type: 'scroll', deltaY: 10, unit: 'pixel' },
    { type: 'scroll', deltaX: -400, unit: 'pixel' },
  ]);
  expect(results.map(({ appliedNotches }) => appliedNotches)).toEqual([1, 3]);
});
