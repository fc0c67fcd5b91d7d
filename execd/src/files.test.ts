import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvents } from '@cyberdesk/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../test/app.ts';
import type { CallInit, TestApp } from '../test/app.ts';

let execd: TestApp;
let root: string;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: false });
  root = join(execd.directory, 'files');
  await mkdir(root);
});
afterAll(() => execd.stop());

const BYTES = { 'content-type': 'application/octet-stream' };
const at = (path: string, more = '') => `path=${encodeURIComponent(join(root, path))}${more}`;
const put = (path: string, body: string, headers = {}) =>
  execd.call(`/files/content?${at(path)}`, {
    method: 'PUT',
    body,
    headers: { ...BYTES, ...headers },
  });
const get = (path: string, headers = {}) => execd.call(`/files/content?${at(path)}`, { headers });
const outcome = async (answer: Promise<Response>) => {
  const response = await answer;
  const body = (await response.json()) as { code?: string };
  return [response.status, body.code];
};

test('reads ranges, and nothing when nothing has changed', async () => {
  const info = (await (await put('f', '0123456789')).json()) as { etag: string };
  const whole = await get('f');
  expect(whole.headers.get('etag')).toBe(info.etag);
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  const ranges = [
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=-500', 206, '0123456789', 'bytes 0-9/10'],
    ['pages=1-2', 200, '0123456789', null],
  ] as const;
  for (const [range, status, text, contentRange] of ranges) {
    const part = await get('f', { range });
    expect([part.status, await part.text()]).toEqual([status, text]);
    expect(part.headers.get('content-range')).toBe(contentRange);
    expect(part.headers.get('content-length')).toBe(String(text.length));
  }
  for (const range of ['bytes=10-', 'bytes=-0', 'bytes=5-2', 'bytes=0-1,3-4', 'bytes=a-b']) {
    const refused = await get('f', { range });
    expect(refused.headers.get('content-range')).toBe('bytes */10');
    expect(await outcome(Promise.resolve(refused))).toEqual([416, 'rangeNotSatisfiable']);
  }
  const same = await get('f', { range: 'bytes=0-0', 'if-range': info.etag });
  const other = await get('f', { range: 'bytes=0-0', 'if-range': '"old"' });
  expect([same.status, other.status]).toEqual([206, 200]);
  const known = await get('f', { 'if-none-match': `"x", W/${info.etag}` });
  expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([
    304,
    '',
    info.etag,
  ]);
});

test('writes under conditions, appends, and tells by code why not', async () => {
  expect((await put('g', 'a', { 'if-none-match': '*' })).status).toBe(200);
  expect(await outcome(put('g', 'b', { 'if-none-match': '*' }))).toEqual([
    412,
    'preconditionFailed',
  ]);
  expect(await outcome(put('g', 'b', { 'if-match': '"x"' }))).toEqual([412, 'preconditionFailed']);
  const append = (body: string, key: string) =>
    execd.call(`/files/content?${at('g')}`, {
      method: 'POST',
      body,
      headers: { ...BYTES, 'idempotency-key': key },
    });
  expect((await append('b', 'k1')).status).toBe(200);
  const again = await append('b', 'k1');
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await readFile(join(root, 'g'), 'utf8')).toBe('ab');
  expect(await outcome(append('c', 'k1'))).toEqual([422, 'idempotencyKeyReused']);
});

test('directories, moves, copies and deletions', async () => {
  const send = (path: string, json: object) => execd.call(path, { json });
  const made = await send('/files/directories', { path: join(root, 'd/e') });
  expect([made.status, await made.json()]).toMatchObject([201, { type: 'directory' }]);
  await put('d/e/f', 'text');
  const pair = (from: string, to: string) => ({ from: join(root, from), to: join(root, to) });
  expect((await send('/files/copy', pair('d', 'c'))).status).toBe(200);
  expect((await send('/files/move', pair('c/e/f', 'c/g'))).status).toBe(200);
  expect(await outcome(send('/files/move', pair('d/e/f', 'c/g')))).toEqual([409, 'fileExists']);
  const list = await execd.call(`/files?${at('c', '&depth=2')}`);
  expect(await list.json()).toMatchObject({ items: [{ name: 'e' }, { name: 'g' }] });
  const remove = (path: string, more = '', init: CallInit = {}) =>
    execd.call(`/files?${at(path, more)}`, { method: 'DELETE', ...init });
  expect(await outcome(remove('c'))).toEqual([409, 'directoryNotEmpty']);
  const headers = { 'idempotency-key': 'delete-c' };
  expect((await remove('c', '&recursive=true', { headers })).status).toBe(204);
  const again = await remove('c', '&recursive=true', { headers });
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([204, 'true']);
  const other = remove('d', '&recursive=true', { headers });
  expect(await outcome(other)).toEqual([422, 'idempotencyKeyReused']);
  expect(await outcome(remove('c'))).toEqual([404, 'fileNotFound']);
});

test('searches, archives and watches', async () => {
  await put('s.txt', 'one\nneedle\n');
  const found = await execd.call(`/files/search?${at('', '&content=needle')}`);
  expect(await found.json()).toMatchObject({ items: [{ line: 2, text: 'needle', matchStart: 0 }] });
  const bad = execd.call(`/files/search?${at('', '&content=(&regex=true')}`);
  expect(await outcome(bad)).toEqual([422, 'unprocessable']);
  const archive = await execd.call(`/files/archive?${at('')}`);
  expect(archive.headers.get('content-type')).toBe('application/gzip');
  await mkdir(join(root, 'unpacked'));
  const upload = await execd.call(`/files/archive?${at('unpacked')}`, {
    method: 'PUT',
    body: await archive.arrayBuffer(),
    headers: { 'content-type': 'application/gzip' },
  });
  expect(await upload.json()).toMatchObject({ files: expect.any(Number) as number });
  expect(await readFile(join(root, 'unpacked/s.txt'), 'utf8')).toContain('needle');
  const watching = await execd.call(`/files/events?${at('')}`);
  const types: string[] = [];
  for await (const { event, data } of readEvents(watching.body as ReadableStream<Uint8Array>)) {
    types.push(event);
    if (event === 'ready') await writeFile(join(root, 'seen'), '');
    if (JSON.stringify(data).includes('/seen')) break;
  }
  expect(types).toEqual(['ready', 'change']);
});

test('a token that is confined to a directory sees that directory as the root', async () => {
  await put('inside', 'in');
  await symlink('/etc/passwd', join(root, 'out'));
  const confined = { token: { claims: { filesRoot: root } } };
  const read = (path: string, init: CallInit = confined) =>
    execd.call(`/files/content?path=${encodeURIComponent(path)}`, init);
  expect(await (await read('/inside')).text()).toBe('in');
  expect(await outcome(read('/out'))).toEqual([404, 'fileNotFound']);
  expect(await outcome(read(join(root, 'inside')))).toEqual([404, 'fileNotFound']);
  expect(await outcome(read('/../inside'))).toEqual([422, 'invalidPath']);
  const listed = await execd.call('/files?path=/', confined);
  expect(JSON.stringify(await listed.json())).not.toContain(root.slice(1));
  for (const filesRoot of ['files', '/a/../b', 7, '']) {
    const init = { token: { claims: { filesRoot } } };
    expect(await outcome(read('/inside', init))).toEqual([401, 'unauthenticated']);
  }
});

const encodings = [
  '/%2e%2e/etc',
  '/a%2f..%2f..%2fetc',
  '/..',
  '//..//etc/',
  '/./../etc',
  '\\..\\etc',
];
test.each(encodings)('the path %s leads nowhere', async (path) => {
  const confined = { token: { claims: { filesRoot: root } } };
  for (const text of [path, encodeURIComponent(path)]) {
    const [status] = await outcome(execd.call(`/files/content?path=${text}`, confined));
    expect([404, 422]).toContain(status);
  }
});
