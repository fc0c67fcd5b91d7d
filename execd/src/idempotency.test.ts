import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { IdempotencyStore } from './system/files/idempotency.ts';

let execd: TestApp;
let counter: string;
beforeEach(async () => {
  execd = await startApp({ bound: true, screen: false });
  counter = join(execd.directory, 'counter');
  await writeFile(counter, '');
});
afterEach(() => execd.stop());

const count = async (): Promise<number> => (await readFile(counter, 'utf8')).length;
const run = (key: string, script = `printf x >> ${counter}; echo done`, token = {}) =>
  execd.call('/commands', {
    token,
    json: { command: script },
    headers: { 'idempotency-key': key },
  });

test('a repeat gets the first result, and nothing is done twice', async () => {
  const first = await (await run('k1')).json();
  const again = await run('k1');
  expect(await again.json()).toEqual(first);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('content-type')).toBe('application/json');
  expect(await count()).toBe(1);
});

test('the same key with another body is 422; another principal’s key is another key', async () => {
  await run('k1');
  const other = await run('k1', `printf y >> ${counter}`);
  expect([other.status, await other.json()]).toMatchObject([422, { code: 'idempotencyKeyReused' }]);
  await run('k1', undefined, { claims: { principal: 'key_b' } });
  expect(await count()).toBe(2);
});

test('while the first is served, a repeat is told to come back', async () => {
  const script = `printf x >> ${counter}; sleep 0.3`;
  const first = run('k1', script);
  while ((await count()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const early = await run('k1', script);
  expect([early.status, await early.json()]).toMatchObject([409, { code: 'idempotencyInFlight' }]);
  expect(early.headers.get('retry-after')).toBe('1');
  await first;
  expect((await run('k1', script)).status).toBe(200);
  expect(await count()).toBe(1);
});

test('a refusal is replayed as well, a lack of rights is not', async () => {
  const bad = () =>
    execd.call('/commands', {
      json: { command: 'true', cwd: '/no/such' },
      headers: { 'idempotency-key': 'k2' },
    });
  const first = await (await bad()).json();
  expect(await (await bad()).json()).toEqual(first);
});

test('results survive a restart of execd', async () => {
  const first = await (await run('k1')).json();
  const directory = join(execd.directory, 'state/idempotency');
  const [id = ''] = await readdir(directory);
  const claim = await new IdempotencyStore(directory).claim(id, 'hash');
  expect(claim.state === 'done' && JSON.parse(claim.reply.body.toString())).toEqual(first);
});

test('without a key everything is done as often as it is asked', async () => {
  for (let i = 0; i < 2; i++) {
    await execd.call('/commands', { json: { command: `printf x >> ${counter}` } });
  }
  expect(await count()).toBe(2);
});

const reply = (body: string) => ({
  bodyHash: 'h',
  status: 200,
  headers: {},
  body: Buffer.from(body),
});

test('the store keeps within its bounds, the oldest go first, and forgets after a day', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'idempotency-'));
  const store = new IdempotencyStore(directory, { records: 3, bytes: 10_000 });
  await store.claim('none', 'h');
  await store.release('none');
  const ages = { a: 1, b: 2, c: 3, d: 4, e: 90_000 };
  for (const [id, seconds] of Object.entries(ages)) {
    await store.put(id, reply('x'));
    const time = Date.now() / 1000 - seconds;
    await utimes(join(directory, id), time, time);
  }
  expect((await store.claim('e', 'h')).state).toBe('mine');
  await store.release('e');
  await store.sweep();
  expect((await readdir(directory)).sort()).toEqual(['a', 'b', 'c']);
  await store.put('big', reply('y'.repeat(9_950)));
  await store.sweep();
  expect(await readdir(directory)).toEqual(['big']);
  await rm(directory, { recursive: true });
});

test('a mark that a crashed process left is respected for 30 s, then taken over', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'idempotency-'));
  const mark = join(directory, 'id.inflight');
  const old = async (seconds: number) => {
    await writeFile(mark, '');
    const time = Date.now() / 1000 - seconds;
    await utimes(mark, time, time);
    return (await new IdempotencyStore(directory).claim('id', 'h')).state;
  };
  expect([await old(10), await old(31)]).toEqual(['inFlight', 'mine']);
  await rm(directory, { recursive: true });
});
