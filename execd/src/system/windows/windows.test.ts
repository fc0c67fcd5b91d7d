import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Window } from '@cyberdesk/generated/execd/types.gen';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { Windows } from './windows.ts';

const hasManager =
  hasX &&
  existsSync('/usr/bin/xfwm4') &&
  existsSync('/usr/bin/xmessage') &&
  existsSync('/usr/bin/dbus-run-session');
let server: TestServer;
let desktop: Desktop;
let windows: Windows;
const children: ChildProcess[] = [];
const start = (...argv: string[]): ChildProcess => {
  const [file = '', ...args] = argv;
  const env = {
    ...process.env,
    DISPLAY: `:${server.number}`,
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
  const child = spawn(file, args, { env, stdio: 'ignore' });
  children.push(child);
  return child;
};
const titled = async (title: string): Promise<Window> => {
  for (let i = 0; i < 500; i++) {
    const found = (await windows.list()).find((window) => window.title === title);
    if (found) return found;
    await delay(20);
  }
  throw new Error(`no window ${title}`);
};
beforeAll(async () => {
  if (!hasManager) return;
  server = await startServer();
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
  windows = new Windows(() => desktop.display.link());
  start('dbus-run-session', '--', 'xfwm4', '--compositor=off', '--sm-client-disable');
  start('xmessage', '-title', 'one', '-geometry', '200x100+50+60', 'one');
  await titled('one');
  start('xmessage', '-title', 'two', 'two');
  await titled('two');
}, 30_000);
afterAll(async () => {
  if (!hasManager) return;
  for (const child of children) child.kill();
  desktop.display.stop();
  await server.stop();
});

test.skipIf(!hasManager)(
  'windows are listed, the one in front first, with title, class and frame',
  async () => {
    await windows.focus((await titled('two')).id);
    const [first, second] = await windows.list();
    expect([first?.title, second?.title]).toEqual(['two', 'one']);
    expect(first).toMatchObject({ focused: true, application: 'Xmessage', minimized: false });
    expect((await windows.focused())?.title).toBe('two');
    expect(second?.region.height).toBeGreaterThan(100);
  },
);

test.skipIf(!hasManager)(
  'a window is focused, moved, resized, minimized, maximized and restored',
  async () => {
    const { id } = await titled('one');
    expect((await windows.focus(id)).focused).toBe(true);
    expect((await windows.move(id, { x: 120, y: 90 })).region).toMatchObject({ x: 120, y: 90 });
    const resized = await windows.resize(id, { width: 400, height: 300 });
    expect(resized.region.width).toBeGreaterThanOrEqual(400);
    expect(resized.region.width).toBeLessThan(420);
    expect((await windows.minimize(id)).minimized).toBe(true);
    expect((await windows.focus(id)).minimized).toBe(false);
    const { maximized, region } = await windows.maximize(id);
    expect([maximized, region.width]).toEqual([true, 1024]);
    expect((await windows.restore(id)).maximized).toBe(false);
  },
);

test.skipIf(!hasManager)('a closed window is gone, and is refused by name', async () => {
  const { id } = await titled('two');
  await windows.close(id);
  await expect
    .poll(async () => (await windows.list()).map((window) => window.id))
    .not.toContain(id);
  await expect(windows.focus(id)).rejects.toMatchObject({ code: 'windowNotFound' });
  await expect(windows.move('0x1', { x: 1, y: 1 })).rejects.toMatchObject({
    code: 'windowNotFound',
  });
});
