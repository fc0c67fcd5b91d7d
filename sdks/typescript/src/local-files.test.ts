import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cyberdesk } from './client.ts';
import { Files } from './files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sdk-'));
});
const closers: (() => void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await rm(folder, { recursive: true });
});

type Seen = { method: string; url: URL; headers: IncomingMessage['headers']; body: Buffer };

/** Files of a desktop behind a server that keeps what it is sent and gives it back. */
const serve = async (answer?: (request: Seen, response: ServerResponse) => boolean) => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '', 'http://x');
      const one = { method, url, headers, body: Buffer.concat(chunks) };
      seen.push(one);
      if (answer?.(one, response)) return;
      const put = seen.findLast((each) => each.method === 'PUT');
      if (method === 'GET') response.end(put?.body);
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"files":3}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { resources } = new Cyberdesk({ apiKey: 'k', baseUrl, maxRetries: 1 });
  return { files: new Files(resources.files, 'dsk_1'), seen };
};

test('a file goes up and comes down, and is repeated when it must be', async () => {
  let isFirst = true;
  const { files, seen } = await serve((_, response) => {
    if (!isFirst) return false;
    isFirst = false;
    response.writeHead(503, { 'retry-after': '0' }).end('{}');
    return true;
  });
  const content = Buffer.alloc(3_000_000, 'abc');
  await writeFile(join(folder, 'a'), content);
  await files.upload(join(folder, 'a'), '/tmp/a', { mode: '0600', ifAbsent: true });
  expect(seen.map(({ body }) => body.equals(content))).toEqual([true, true]);
  expect(seen[1]?.headers['if-none-match']).toBe('*');
  expect(seen[1]?.headers['content-length']).toBe('3000000');
  expect(seen[1]?.url.searchParams.get('mode')).toBe('0600');
  await files.download('/tmp/a', join(folder, 'b'));
  expect((await readFile(join(folder, 'b'))).equals(content)).toBe(true);
});

test('a download that breaks off leaves the file that was there', async () => {
  const { files } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half', () => response.destroy());
    return true;
  });
  await writeFile(join(folder, 'a'), 'old');
  await expect(files.download('/tmp/a', join(folder, 'a'))).rejects.toThrow(/terminated/);
  expect(await readdir(folder)).toEqual(['a']);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old');
});

test('a directory goes up and comes down, links and all', async () => {
  const { files, seen } = await serve();
  const from = join(folder, 'from');
  await mkdir(join(from, 'a/b'), { recursive: true });
  await writeFile(join(from, 'a/b/ä.txt'), 'text');
  await symlink('a/b', join(from, 'link'));
  expect(await files.uploadDirectory(from, '/tmp/d')).toEqual({ files: 3 });
  expect(seen.map(({ method, url }) => `${method} ${url.pathname.split('/files')[1]}`)).toEqual([
    'POST /directories',
    'PUT /archive',
  ]);
  await files.downloadDirectory('/tmp/d', join(folder, 'to/deep'));
  expect(await readFile(join(folder, 'to/deep/link/ä.txt'), 'utf8')).toBe('text');
});

test('what tar says is what is thrown', async () => {
  const { files } = await serve();
  const missing = join(folder, 'no');
  await expect(files.uploadDirectory(missing, '/tmp/d')).rejects.toThrow(/tar failed: .*no/s);
  const { files: broken } = await serve((_, response) => {
    response.end('no archive');
    return true;
  });
  await expect(broken.downloadDirectory('/d', folder)).rejects.toThrow(/tar failed: /);
});

test('ranges and conditions are headers', async () => {
  const { files, seen } = await serve();
  await files.read('/a', { offset: 5, length: 10 });
  await files.stream('/a', { length: 3 });
  await files.read('/a', { offset: 7 });
  await files.write('/a', 'x', { ifMatch: '"e"' });
  expect(seen.map(({ headers }) => headers.range ?? headers['if-match'])).toEqual([
    'bytes=5-14',
    'bytes=0-2',
    'bytes=7-',
    '"e"',
  ]);
});

test('a watch is read event by event, and left by leaving the loop', async () => {
  const closed = Promise.withResolvers<void>();
  const { files, seen } = await serve((_, response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: ready\ndata: {"type":"ready","directories":1}\n\n: keep-alive\n\n');
    response.write('event: change\ndata: {"type":"change","change":"created","path":"/d/f"}\n\n');
    return true;
  });
  const types: string[] = [];
  for await (const event of files.watch('/d', { recursive: true })) {
    types.push(event.type);
    if (event.type === 'change') break;
  }
  expect(types).toEqual(['ready', 'change']);
  expect(seen[0]?.url.searchParams.get('recursive')).toBe('true');
  await closed.promise;
});
