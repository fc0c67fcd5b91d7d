import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Element } from '@cyberdesk/generated/execd/types.gen';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { alone } from '../../../test/alone.ts';
import { Clipboard } from '../clipboard/clipboard.ts';
import { Desktop } from '../desktop.ts';
import { perform } from '../input/perform.ts';
import { noTools } from '../input/tools.ts';
import { silent } from '../log.ts';
import { environmentFor } from '../processes/environment.ts';
import { ownUser } from '../processes/user.ts';
import { Windows } from '../windows/windows.ts';
import { Accessibility } from './accessibility.ts';

const programs = ['xfwm4', 'mousepad', 'dbus-daemon'].map((name) => `/usr/bin/${name}`);
const hasAll =
  hasX &&
  programs.every((path) => existsSync(path)) &&
  existsSync('/usr/libexec/at-spi-bus-launcher');
let server: TestServer;
let directory: string;
let access: Accessibility;
let desktop: Desktop;
const children: ChildProcess[] = [];

beforeAll(async () => {
  if (!hasAll) return;
  server = await startServer();
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  directory = await mkdtemp(join(tmpdir(), 'a11y-'));
  const user = { ...ownUser(), home: directory };
  const session = {
    displayNumber: server.number,
    runtimeDirectory: directory,
    locale: 'C.UTF-8',
    timeZone: undefined,
    extra: {},
  };
  const start = (...[file = '', ...args]: string[]) => {
    const env = environmentFor(user, session);
    children.push(spawn(file, args, { env, cwd: directory, stdio: 'ignore' }));
  };
  start('dbus-daemon', '--session', '--nofork', `--address=unix:path=${directory}/bus`);
  while (!existsSync(join(directory, 'bus'))) await delay(10);
  const windows = new Windows(() => desktop.display.link());
  const focusedTitle = async () => (await windows.focused())?.title;
  access = new Accessibility({ user, session: () => session, focusedTitle, log: silent });
  // It says that somebody looks, which programs ask when they start.
  await access.tree({ scope: 'desktop', depth: 0, maxElements: 1 }).catch(() => undefined);
  start('xfwm4', '--compositor=off', '--sm-client-disable');
  start('mousepad', '--disable-server');
  await focusWindow();
  while ((await texts().catch(() => [])).length === 0) await delay(50);
}, 40_000);
afterAll(async () => {
  if (!hasAll) return;
  access.stop();
  desktop.display.stop();
  for (const child of children) child.kill();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** A window that opens before its manager does gets no focus by itself. */
async function focusWindow(): Promise<void> {
  const windows = new Windows(() => desktop.display.link());
  for (;;) {
    const [window] = await windows.list();
    if (window && (await windows.focus(window.id)).focused) return;
    await delay(50);
  }
}

const find = async (wish: object): Promise<Element[]> =>
  (await access.find({ scope: 'focused', match: 'substring', limit: 50, ...wish })).items;
const texts = () => find({ role: 'text', state: ['showing', 'editable'] });

test.skipIf(!hasAll)(
  'the focused window is a tree of roles, names, states and places',
  async () => {
    const { items } = await access.tree({ scope: 'focused', depth: 2, maxElements: 100 });
    expect(items).toHaveLength(1);
    const [frame] = items;
    expect(frame).toMatchObject({ role: 'frame', name: expect.stringContaining('Mousepad') });
    expect(frame?.states).toEqual(expect.arrayContaining(['active', 'showing']));
    expect(frame?.region?.width).toBeGreaterThan(100);
    expect(frame?.children?.length).toBeGreaterThan(0);
  },
);

test.skipIf(!hasAll)(
  'elements are found by role, name and states, and acted on by their handles',
  async () => {
    const [area] = await texts();
    const handle = area?.handle ?? '';
    await access.act(handle, 'setText', 'Ünïcode 日本語 😀');
    expect((await texts())[0]?.value).toBe('Ünïcode 日本語 😀');
    expect((await access.locate(handle)).width).toBeGreaterThan(50);
    await access.act(handle, 'focus');
    expect((await texts())[0]?.states).toContain('focused');
    const menus = await find({ role: 'menu', name: '^(File|Edit)$', match: 'regex' });
    expect(menus.map(({ name }) => name)).toEqual(['File', 'Edit']);
    await access.act(menus[0]?.handle ?? '', 'press');
    const shown = () => find({ role: 'menu item', name: 'Save As', state: ['showing'] });
    await expect.poll(async () => (await shown()).length, { timeout: 5000 }).toBeGreaterThan(0);
  },
);

test.skipIf(!hasAll).each([
  ['keys', 'rebinding'],
  ['clipboard', 'clipboard'],
] as const)('a real program gets any text exactly by %s', async (method, expected) => {
  const [area] = await texts();
  await access.act(area?.handle ?? '', 'setText', '');
  await access.act(area?.handle ?? '', 'focus');
  const text = 'e\u0301 👩‍👩‍👧 שלום مرحبا ที่ 日本語\nnext line'.repeat(9);
  const clipboard = new Clipboard(() => desktop.display.link());
  // The menu of the test before would take the keys.
  const close = { type: 'key' as const, keys: ['Escape'], repeat: 2 };
  const batch = { actions: [close, { type: 'type' as const, text, method }] };
  const { results } = await perform(desktop, batch, {
    ...alone(),
    tools: { ...noTools, clipboard },
  });
  expect(results).toMatchObject([{}, { status: 'done', method: expected }]);
  await expect.poll(async () => (await texts())[0]?.value, { timeout: 5000 }).toBe(text);
});

test.skipIf(!hasAll)('what can be acted on is in reading order', async () => {
  const { items } = await access.actionable(100);
  expect(items.map(({ role }) => role)).toEqual(expect.arrayContaining(['menu', 'text']));
  expect(items.findIndex(({ name }) => name === 'File')).toBeLessThan(
    items.findIndex(({ name }) => name === 'Help'),
  );
});

test.skipIf(!hasAll)('what is refused is refused by name', async () => {
  const refused = async (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  const [menu] = await find({ role: 'menu bar' });
  expect(await refused(access.act(menu?.handle ?? '', 'setText', 'x'))).toBe('unprocessable');
  expect(await refused(access.act('elm_bm90aGluZw', 'press'))).toBe('elementStale');
  expect(await refused(find({ name: '(', match: 'regex' }))).toBe('unprocessable');
  const [area] = await texts();
  children.at(-1)?.kill('SIGKILL');
  await expect.poll(() => refused(access.locate(area?.handle ?? ''))).toBe('elementStale');
});
