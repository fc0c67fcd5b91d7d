import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleExecd } from '../image/bundle.ts';
import { BINDING } from '../test/app.ts';
import { hasX } from '../test/needs.ts';
import { freePort } from '../test/port.ts';
import { makeKey } from '../test/tokens.ts';
import type { TestKey } from '../test/tokens.ts';
import { freeDisplay } from '../test/xserver.ts';
import { connect } from './system/x11/connect.ts';
import type { Link } from './system/x11/link.ts';

/** As root its runtime folder is the system's: this gives it one of its own. */
const isRoot = process.getuid?.() === 0;
const hasAll = hasX && (!isRoot || existsSync('/usr/bin/bwrap'));
const BUTTON_1 = 0x100;
const SHIFT = 0x1;

let directory: string;
let key: TestKey;
let url: string;
let env: Record<string, string | undefined>;
let execd: ChildProcess;
let eyes: Link | undefined;
const display = freeDisplay();

beforeEach(async () => {
  if (!hasAll) return;
  directory = await mkdtemp(join(tmpdir(), 'execd-crash-'));
  for (const name of ['source', 'user', 'state', 'run']) await mkdir(join(directory, name));
  key = await makeKey('gateway-1');
  await writeFile(join(directory, 'source/meta-data'), 'instance-id: vm-1\n');
  const keys = [key.publicJwk];
  await writeFile(join(directory, 'source/user-data'), JSON.stringify({ jwks: { keys } }));
  // As it is shipped: from its sources it takes about twice as long to start.
  await bundleExecd(join(directory, 'bundle'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: String(port),
    CYBERDESK_CONFIG_SOURCE: join(directory, 'source'),
    STATE_DIR: join(directory, 'state'),
    RUN_DIR: join(directory, 'run'),
    XDG_RUNTIME_DIR: isRoot ? '/run/user' : join(directory, 'user'),
    DISPLAY_NUMBER: String(display),
    SESSION_COMMAND: 'none',
    LOG_LEVEL: 'silent',
  };
});
afterEach(async () => {
  if (!hasAll) return;
  eyes?.close();
  signal('SIGTERM');
  while (existsSync(`/tmp/.X11-unix/X${display}`)) await delay(20);
  await rm(directory, { recursive: true, force: true });
});

const start = (): void => {
  const sandbox = ['--dev-bind', '/', '/', '--bind', join(directory, 'user'), '/run/user', '--'];
  const [file = '', ...args] = [
    ...(isRoot ? ['bwrap', ...sandbox] : []),
    ...[process.execPath, join(directory, 'bundle/main.js')],
  ];
  execd = spawn(file, args, { env, stdio: 'ignore', detached: true });
};

/** To execd alone: what it started is in groups of its own. */
const signal = (name: NodeJS.Signals): void => void process.kill(-(execd.pid ?? 0), name);

const call = async (path: string, json?: object, role = 'control'): Promise<Response> => {
  const authorization = `Bearer ${await key.token({ role })}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return fetch(url + path, {
    headers,
    ...(json ? { method: 'POST', body: JSON.stringify(json) } : {}),
  });
};
const answers = (path: string) => () =>
  call(path).then(
    ({ status }) => status,
    () => 0,
  );
const held = async (): Promise<number> => {
  const link = eyes;
  if (!link) return -1;
  const { keyMask } = await link.call<{ keyMask: number }>((done) =>
    link.client.QueryPointer(link.root, done),
  );
  return keyMask & (BUTTON_1 | SHIFT);
};
const soon = { timeout: 10_000, interval: 20 };

test.skipIf(!hasAll)(
  'killed while it drags: the next one lets go, is back within 2 s and still knows commands',
  async () => {
    start();
    await expect.poll(answers('/health'), soon).toBe(200);
    expect((await call('/bind', BINDING, 'bind')).status).toBe(200);
    await expect.poll(answers('/display'), soon).toBe(200);
    eyes = await connect(display, () => undefined);
    const command = (await (await call('/commands', { command: ['echo', 'kept'] })).json()) as {
      id: string;
    };
    const actions = [
      { type: 'keyDown', key: 'shift', releaseAfterMs: 30_000 },
      { type: 'mouseDown', x: 10, y: 10 },
      { type: 'move', x: 300, y: 300 },
      { type: 'wait', durationMs: 20_000 },
    ];
    const dragging = call('/actions', { actions }).catch(() => undefined);
    await expect.poll(held, soon).toBe(BUTTON_1 | SHIFT);
    signal('SIGKILL');
    await dragging;
    expect(await held()).toBe(BUTTON_1 | SHIFT);
    const killed = performance.now();
    start();
    await expect.poll(answers('/display'), soon).toBe(200);
    await expect.poll(held, soon).toBe(0);
    expect(performance.now() - killed).toBeLessThan(2000);
    const known = await (await call(`/commands/${command.id}`)).json();
    expect(known).toMatchObject({ state: 'finished', stdout: 'kept\n' });
  },
  30_000,
);
