import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ConnectionError, Cyberdesk, RateLimitError, TimeoutError } from './index.ts';
import { Desktop } from './desktop.ts';
import type { Desktop as DesktopData } from './generated/types.gen.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A client of a real HTTP server on the loopback. */
const serve = async (handler: Handler): Promise<{ client: Cyberdesk; desktop: Desktop }> => {
  const server = createServer((request, response) => void handler(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Cyberdesk({ apiKey: 'cyb_x', baseUrl });
  const data = { id: `dsk_${'2'.repeat(34)}` } as DesktopData;
  return { client, desktop: new Desktop(client.resources, data) };
};

const MiB = 1024 * 1024;
const total = 64 * MiB;
const chunk = new Uint8Array(64 * 1024).fill(7);
/** What kernel and library may hold between the two ends; far below the whole. */
const between = 24 * MiB;

test('a download is read as it arrives: the server never runs far ahead of the reader', async () => {
  let sent = 0;
  const { desktop } = await serve(async (_, response) => {
    response.on('error', () => undefined);
    while (sent < total) {
      sent += chunk.length;
      if (!response.write(chunk)) await once(response, 'drain');
    }
    response.end();
  });
  let received = 0;
  let ahead = 0;
  for await (const part of await desktop.files.stream('/tmp/large')) {
    received += part.length;
    ahead = Math.max(ahead, sent - received);
    if (received % (16 * chunk.length) === 0) await new Promise(setImmediate);
  }
  expect(received).toBe(total);
  expect(ahead).toBeLessThan(between);
});

test('an upload is sent as it is read: the source never runs far ahead of the server', async () => {
  let received = 0;
  let ahead = 0;
  let produced = 0;
  const { desktop } = await serve(async (request, response) => {
    for await (const part of request) {
      received += (part as Uint8Array).length;
      ahead = Math.max(ahead, produced - received);
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ sizeBytes: received }));
  });
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (produced >= total) return controller.close();
      produced += chunk.length;
      controller.enqueue(chunk);
    },
  });
  expect(await desktop.files.write('/tmp/large', source)).toEqual({ sizeBytes: total });
  expect(ahead).toBeLessThan(between);
});

test('an abort in the middle of a download closes the connection', async () => {
  const closed = Promise.withResolvers<void>();
  const { desktop } = await serve((_, response) => {
    response.on('close', () => closed.resolve());
    response.write(chunk);
  });
  const stop = new AbortController();
  const stream = await desktop.files.stream('/tmp/endless', { signal: stop.signal });
  const reading = (async () => {
    for await (const part of stream) if (part.length > 0) stop.abort(new Error('enough'));
  })();
  await expect(reading).rejects.toThrow('enough');
  await closed.promise;
});

test('an answer that breaks off is a ConnectionError, one that hangs a TimeoutError', async () => {
  const { desktop } = await serve((request, response) => {
    if (request.url?.includes('display')) return;
    response.writeHead(200, { 'content-length': '100000' });
    response.write('half', () => response.destroy());
  });
  await expect(desktop.files.read('/tmp/a')).rejects.toThrow(ConnectionError);
  await expect(desktop.display({ timeoutMs: 50 })).rejects.toThrow(TimeoutError);
});

test('a server that is not there is named', async () => {
  const client = new Cyberdesk({ apiKey: 'x', baseUrl: 'http://127.0.0.1:1', maxRetries: 1 });
  await expect(client.me()).rejects.toThrow(/http:\/\/127\.0\.0\.1:1 could not be reached/);
});

test('a pause longer than the call may last is not begun: the limit itself is reported', async () => {
  let calls = 0;
  const { client } = await serve((_, response) => {
    calls += 1;
    response.writeHead(429, { 'retry-after': '3600', 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ code: 'rateLimited', detail: 'slower', requestId: 'req_9' }));
  });
  const error = await client.me().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error).toMatchObject({ retryAfter: 3600, requestId: 'req_9' });
  expect(String(error)).toContain('req_9');
  expect(calls).toBe(1);
});

test('a screenshot knows its size and the pointer', async () => {
  const { desktop } = await serve((_, response) => {
    response.writeHead(200, {
      'content-type': 'image/png',
      'x-image-width': '1280',
      'x-image-height': '800',
      'x-cursor-x': '3',
      'x-cursor-y': '4',
    });
    response.end(Buffer.from([137, 80, 78, 71]));
  });
  const image = await desktop.screenshot();
  expect([...image]).toEqual([137, 80, 78, 71]);
  expect(image).toMatchObject({ width: 1280, height: 800, pointer: { x: 3, y: 4 } });
  expect(image.contentType).toBe('image/png');
});

test('leaving an `await using` block deletes the desktop, also when it is gone already', async () => {
  const methods: (string | undefined)[] = [];
  const { desktop } = await serve((request, response) => {
    methods.push(request.method);
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end('{"code":"notFound","detail":"gone"}');
  });
  await desktop[Symbol.asyncDispose]();
  expect(methods).toEqual(['DELETE']);
});

test('a base URL that is none is said at once', () => {
  expect(() => new Cyberdesk({ apiKey: 'x', baseUrl: 'api.test' })).toThrow(/CYBERDESK_BASE_URL/);
});
