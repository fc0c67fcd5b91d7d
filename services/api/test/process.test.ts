import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desktop } from '@cyberdesk/generated/api/types.gen';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../local/supervisor/ports.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'cyberdesk-api-'));
  writeFileSync(join(folder, 'key.json'), JSON.stringify(world.privateJwk));
}, 120_000);
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.stop();
});

/** The API as a process of its own, on the database and the gateway of this world. */
const startProcess = async (): Promise<string> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: world.database.url,
    PUBLIC_URL: url,
    GATEWAY_URL: world.gateway.url,
    GATEWAY_PUBLIC_URL: 'http://data.test',
    PREVIEW_URL: 'http://preview.test',
    WEB_URL: 'http://app.test',
    SERVICE_KEY_FILE: join(folder, 'key.json'),
    AUTH_URL: 'http://auth.test',
    LOG_LEVEL: 'silent',
  };
  const main = join(import.meta.dirname, '../src/main.ts');
  child = spawn(process.execPath, [main], { env, stdio: 'ignore' });
  const isReady = () =>
    fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isReady, { timeout: 15_000, interval: 50 }).toBe(true);
  return url;
};

test('killed between row and reply: the repeat, at another process, returns that desktop', async () => {
  const me = await world.customer();
  const url = await startProcess();
  const { promise, resolve } = Promise.withResolvers<void>();
  world.gateway.holds.set('createInstance', promise);
  const before = world.gateway.count('createInstance');
  const headers = { 'idempotency-key': 'k', 'content-type': 'application/json' };
  const first = fetch(`${url}/v1/desktops`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${me.key}` },
    body: '{}',
  }).catch((error: unknown) => error);
  await expect.poll(() => world.gateway.count('createInstance')).toBeGreaterThan(before);
  child?.kill('SIGKILL');
  expect(await first).toBeInstanceOf(Error);
  resolve();
  const create = () => me.call('POST', '/v1/desktops', {}, headers);
  expect((await create()).status).toBe(409);
  await world.admin(`update cyberdesk.idempotency_records set leased_until = now()`);
  const second = await create();
  const { id } = (await second.json()) as Desktop;
  const list = await (await me.call('GET', '/v1/desktops')).json();
  expect([second.status, list]).toMatchObject([201, { items: [{ id }] }]);
  expect((list as { items: unknown[] }).items).toHaveLength(1);
});

test('told to end it ends, with streams open, and says that all is well', async () => {
  const me = await world.customer();
  const url = await startProcess();
  const stream = await fetch(`${url}/v1/events/stream`, {
    headers: { authorization: `Bearer ${me.key}` },
  });
  expect(stream.status).toBe(200);
  const began = performance.now();
  const exit = once(child as ChildProcess, 'exit');
  child?.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - began).toBeLessThan(10_000);
  await stream.body?.cancel().catch(() => undefined);
});
