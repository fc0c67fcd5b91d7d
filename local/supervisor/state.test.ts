import { createServer } from 'node:net';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readState, writeState } from '../state.ts';
import { ensureKeys } from './keys.ts';
import { BoundedLog } from './log.ts';
import { choosePorts, freePort, type Ports } from './ports.ts';
import { temporaryState } from './testing.ts';

let state: ReturnType<typeof temporaryState>;
beforeAll(() => (state = temporaryState()));
afterAll(() => state.remove());
beforeEach(() => vi.unstubAllEnvs());

const occupy = (port: number) =>
  new Promise<() => void>((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(() => server.close()));
  });

test('ports are all different, below those of outgoing connections, and the same at the next start', async () => {
  vi.stubEnv('CYBERDESK_PORTS', 'free');
  const first = await choosePorts();
  const numbers = Object.values(first);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Math.max(...numbers)).toBeLessThan(32_768);
  expect(await choosePorts()).toEqual(first);
});

test('a port that somebody else took meanwhile is replaced, the others stay', async () => {
  const before = readState<Ports>('ports.json') as Ports;
  const release = await occupy(before.api);
  const after = await choosePorts();
  release();
  expect(after.api).not.toBe(before.api);
  expect({ ...after, api: before.api }).toEqual(before);
});

test('a port that is asked for twice is given once', async () => {
  const port = await freePort();
  writeState({ api: port, auth: port }, 'ports.json');
  const ports = await choosePorts();
  expect(ports.api).toBe(port);
  expect(ports.auth).not.toBe(port);
});

test('keys are made once, private halves for their owner alone', async () => {
  const keys = await ensureKeys();
  expect(await ensureKeys()).toEqual(keys);
  for (const file of [
    keys.apiKeyFile,
    keys.operatorKeyFile,
    keys.desktopKeyFile,
    keys.authKeyFile,
  ]) {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(importJWK(JSON.parse(readFileSync(file, 'utf8')))).resolves.toBeDefined();
  }
});

test('published key sets hold no private half, and name whose key each is', async () => {
  const keys = await ensureKeys();
  const read = (file: string) =>
    (JSON.parse(readFileSync(file, 'utf8')) as { keys: { kid: string; d?: string }[] }).keys;
  const published = [...read(keys.serviceJwksFile), ...read(keys.desktopJwksFile)];
  expect(published.map(({ kid }) => kid.split('-')[0])).toEqual(['api', 'operator', 'desktop']);
  expect(published.every((key) => key.d === undefined)).toBe(true);
  expect(statSync(keys.desktopJwksFile).size).toBeLessThan(2_048);
});

test('a log never grows much beyond its limit, and keeps the part before', () => {
  const path = join(state.folder, 'bounded.log');
  mkdirSync(state.folder, { recursive: true });
  const log = new BoundedLog(path, 1_000);
  for (let line = 0; line < 100; line += 1) log.write(`${'x'.repeat(98)}${line % 10}\n`);
  log.close();
  expect(statSync(path).size).toBeLessThan(1_200);
  expect(statSync(`${path}.1`).size).toBeLessThan(1_200);
  expect(readFileSync(path, 'utf8').endsWith('9\n')).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
