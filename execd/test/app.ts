import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from '../src/app.ts';
import { createAuthenticator } from '../src/auth.ts';
import { loadConfig } from '../src/config.ts';
import { IdempotencyStore } from '../src/system/files/idempotency.ts';
import { silent } from '../src/system/log.ts';
import { createSystem, idempotencyDirectory } from '../src/system/system.ts';
import { INSTANCE, makeKey } from './tokens.ts';
import type { TestKey, TokenWish } from './tokens.ts';
import { freeDisplay } from './xserver.ts';

export interface TestApp {
  app: Hono;
  key: TestKey;
  directory: string;
  displayNumber: number;
  system: ReturnType<typeof createSystem>;
  call(path: string, init?: CallInit): Promise<Response>;
  setSource(identity: string, keys: object[]): Promise<void>;
  stop(): Promise<void>;
}
export interface CallInit {
  method?: string;
  token?: TokenWish | string | null;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
}

export const BINDING = {
  instanceId: INSTANCE,
  time: new Date().toISOString(),
  display: { width: 1024, height: 768 },
  locale: 'en-US',
  timeZone: 'Etc/UTC',
  keyboardLayout: 'us',
};

/** execd in this process over the real system layer, in a folder of its own; it manages nothing of this machine. */
export async function startApp(options: { bound: boolean; screen: boolean }): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'execd-'));
  await mkdir(join(directory, 'source'));
  const key = await makeKey('gateway-1');
  const displayNumber = freeDisplay();
  const config = loadConfig({
    STATE_DIR: join(directory, 'state'),
    RUN_DIR: join(directory, 'run'),
    CYBERDESK_CONFIG_SOURCE: join(directory, 'source'),
    DISPLAY_NUMBER: String(displayNumber),
    SESSION_COMMAND: 'none',
  });
  config.runtimeDirectory = join(directory, 'user');
  const system = createSystem(config, silent);
  const idempotency = new IdempotencyStore(idempotencyDirectory(config));
  const { app } = createApp({
    system: {
      ...system,
      user: config.user,
      build: 'test',
      contractVersion: '0.1.0',
      checks: () => system.session.checks(),
    },
    authenticate: createAuthenticator({ ...system, issuers: config.issuers, log: silent }),
    idempotency,
  });
  const setSource = async (identity: string, keys: object[]): Promise<void> => {
    await writeFile(join(directory, 'source/meta-data'), `instance-id: ${identity}\n`);
    await writeFile(join(directory, 'source/user-data'), JSON.stringify({ jwks: { keys } }));
  };
  await setSource('vm-1', [key.publicJwk]);
  if (options.screen) await system.start();
  else await system.machine.load();
  if (options.bound) await system.machine.bind(BINDING);
  const call = caller(app, key);
  const stop = async (): Promise<void> => {
    await system.session.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { app, key, directory, displayNumber, system, call, setSource, stop };
}

function caller(app: Hono, key: TestKey): TestApp['call'] {
  return async (path, { token = {}, json, headers = {}, ...init } = {}) => {
    const all: Record<string, string> = { ...headers };
    if (typeof token === 'string') all['authorization'] = `Bearer ${token}`;
    else if (token) all['authorization'] = `Bearer ${await key.token(token)}`;
    if (json === undefined) return app.request(path, { ...init, headers: all });
    all['content-type'] ??= 'application/json';
    return app.request(path, { method: 'POST', ...init, headers: all, body: JSON.stringify(json) });
  };
}
