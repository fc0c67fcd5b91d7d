import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { freeDisplay } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { ownUser } from '../processes/user.ts';
import { readKeymap } from '../input/keymap.ts';
import { Session } from './session.ts';

const SETTINGS = {
  size: { width: 900, height: 700 },
  locale: 'en_US.UTF-8',
  timeZone: 'Etc/UTC',
  keyboardLayout: 'us',
  env: {},
};
let directory: string;
let desktop: Desktop;
let session: Session;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'session-'));
});
afterEach(async () => {
  await session.stop();
  await endStrays();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** Agents that a real session starts as daemons of their own outlive it; here they are known by their home. */
async function endStrays(): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`HOME=${directory}`)) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function start(command: string[]): void {
  const displayNumber = freeDisplay();
  desktop = new Desktop(displayNumber, silent);
  session = new Session(
    {
      displayNumber,
      user: { ...ownUser(), home: directory },
      runtimeDirectory: join(directory, 'user'),
      directory: join(directory, 'run'),
      xServer: 'Xtigervnc',
      busDaemon: 'dbus-daemon',
      command,
      size: { width: 800, height: 600 },
      log: silent,
    },
    desktop,
  );
  session.start();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1000; i++) {
    if (await holds()) return;
    await delay(10);
  }
  throw new Error('it did not happen within 10 s');
}

const isUp = () => Object.values(session.checks()).every((check) => check === 'ok');
const xPid = async () =>
  Number((await readFile(join(directory, 'run/x.pid'), 'utf8')).split(' ')[0]);

test.skipIf(!hasX)('owns the screen, and brings it back with its size and layout', async () => {
  start([]);
  await session.apply({ ...SETTINGS, keyboardLayout: 'de' });
  expect(await desktop.describe()).toMatchObject(SETTINGS.size);
  const first = await desktop.display.link();
  process.kill(await xPid(), 'SIGKILL');
  await until(() => !first.alive && desktop.display.connected);
  expect(await desktop.describe()).toMatchObject(SETTINGS.size);
  await until(async () => {
    const keymap = await readKeymap(await desktop.display.link());
    return keymap.find(0xdf) !== undefined;
  });
});

test.skipIf(!hasX)('nothing of it listens on a network', async () => {
  start([]);
  await desktop.describe();
  const sockets = await readFile(`/proc/${await xPid()}/net/unix`, 'utf8');
  expect(sockets).not.toContain(`@/tmp/.X11-unix/X${desktop.display.number}`);
  const tcp = await readFile('/proc/net/tcp', 'utf8');
  const port = (6000 + desktop.display.number).toString(16).toUpperCase().padStart(4, '0');
  expect(tcp).not.toContain(`:${port} 00000000:0000 0A`);
});

test.skipIf(!hasX || !existsSync('/usr/bin/xfce4-session'))(
  'a real desktop is up when window manager, background and panel are drawn',
  async () => {
    start(['xfce4-session']);
    expect(session.checks()).toMatchObject({ session: 'the session is not running' });
    await until(isUp);
    const before = session.environment;
    await session.apply({ ...SETTINGS, env: { GREETING: 'hello' } });
    expect(isUp()).toBe(false);
    expect(session.environment.extra).not.toEqual(before.extra);
    await until(isUp);
    const pid = Number((await readFile(join(directory, 'run/session.pid'), 'utf8')).split(' ')[0]);
    expect(await readFile(`/proc/${pid}/environ`, 'utf8')).toContain('GREETING=hello');
  },
  30_000,
);
