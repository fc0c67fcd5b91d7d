import { afterEach, beforeEach, expect, test } from 'vitest';
import { alone } from '../../../test/alone.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { TestWindow } from '../../../test/window.ts';
import { hasX } from '../../../test/needs.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { runTool } from '../machine/tool.ts';
import { readKeymap } from './keymap.ts';
import { perform } from './perform.ts';

const HARD = 'Ünïcode 日本語 Привет 😀 it\'s "quoted" -x\n\tend';
let server: TestServer;
let desktop: Desktop;
const windows: TestWindow[] = [];

beforeEach(async () => {
  server = await startServer();
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
});

afterEach(async () => {
  for (const window of windows.splice(0)) window.close();
  desktop.display.stop();
  await server.stop();
});

async function open(options: { pings: boolean; slowMs?: number }): Promise<TestWindow> {
  const window = await TestWindow.open(server.number, options);
  windows.push(window);
  return window;
}

async function type(text: string) {
  const actions = [{ type: 'type' as const, text }];
  const batch = { actions, stopOn: 'error' as const };
  const { results } = await perform(desktop, batch, alone());
  return results[0];
}

test.skipIf(!hasX)('types any text exactly and gives the keyboard back as it was', async () => {
  const window = await open({ pings: true });
  const before = await readKeymap(window.link);
  expect(await type(HARD)).toMatchObject({ status: 'done', method: 'rebinding' });
  await window.settled();
  expect(window.text).toBe(HARD);
  expect((await readKeymap(window.link)).rows).toEqual(before.rows);
});

test.skipIf(!hasX)('plain text is typed by the layout alone', async () => {
  const window = await open({ pings: false });
  const text = 'The quick brown fox: ~!@#$%^&*()_+{}|"<>?`-=[]\\;\',./ 0123456789\r\nnext';
  expect(await type(text)).toMatchObject({ status: 'done', method: 'keymap' });
  await window.settled();
  expect(window.text).toBe(text.replace('\r\n', '\n'));
});

test.skipIf(!hasX)(
  'far more foreign characters than spare keys, into a program that is slow',
  async () => {
    const window = await open({ pings: true, slowMs: 2 });
    const text = Array.from({ length: 70 }, (_, i) => String.fromCodePoint(0x4e00 + i * 7)).join(
      '',
    );
    expect(await type(text)).toMatchObject({ status: 'done' });
    await window.settled();
    expect(window.text).toBe(text);
  },
);

test.skipIf(!hasX)('exact into a program that answers no pings', async () => {
  const window = await open({ pings: false });
  const text = 'αβγδεζηθικλμνξοπρστυφχψω ąćęłńóśźż АБВГД';
  await type(text);
  await window.settled();
  expect(window.text).toBe(text);
});

test.skipIf(!hasX)('Caps Lock changes nothing and stays on', async () => {
  const window = await open({ pings: true });
  const key = (keys: string[]) => ({
    actions: [{ type: 'key' as const, keys }],
    stopOn: 'error' as const,
  });
  await perform(desktop, key(['capslock']), alone());
  await type('Mixed Case éÉ');
  await window.settled();
  expect(window.text).toBe('Mixed Case éÉ');
  await perform(desktop, key(['a']), alone());
  await window.settled();
  expect(window.text).toBe('Mixed Case éÉA');
});

test.skipIf(!hasX)('a German layout types its own characters without rebinding', async () => {
  const window = await open({ pings: true });
  await runTool('setxkbmap', ['-display', `:${server.number}`, '-layout', 'de']);
  await window.settled();
  expect(await type('Zwölf Boxkämpfer: yz ß')).toMatchObject({ method: 'keymap' });
  await window.settled();
  expect(window.text).toBe('Zwölf Boxkämpfer: yz ß');
});

test.skipIf(!hasX)(
  'shortcuts press in order, add Shift where a symbol needs it, release in reverse',
  async () => {
    const window = await open({ pings: true });
    const actions = [{ type: 'key' as const, keys: ['ctrl', '+'], repeat: 2 }];
    await perform(desktop, { actions, stopOn: 'error' }, alone());
    await window.settled();
    const presses = window.events.filter((event) => event.startsWith('KeyPress'));
    const once = ['KeyPress ffe3 state 0', 'KeyPress ffe1 state 4', 'KeyPress 2b state 5'];
    expect(presses).toEqual([...once, ...once]);
  },
);

test.skipIf(!hasX)('10,000 characters arrive complete', async () => {
  const window = await open({ pings: true });
  const text = 'abcdefghi '.repeat(1000);
  const result = await type(text);
  await window.settled();
  expect(window.text).toBe(text);
  expect(result?.durationMs).toBeLessThan(10_000);
});
