import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { AuthenticationError, Cyberdesk } from './index.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A client of a server that answers its connections by these, one after the other. */
const serve = async (...answers: Answer[]) => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    (answers[requests.length - 1] ?? answers.at(-1))?.(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let asked = 0;
  const client = new Cyberdesk({ apiKey: () => `token-${++asked}`, baseUrl, actor: 'human' });
  return { client, requests };
};

const events =
  (...ids: string[]): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    for (const id of ids)
      response.write(`id: ${id}\ndata: {"type":"desktop.running","id":"${id}"}\n\n`);
  };
const breakAfter =
  (answer: Answer): Answer =>
  (request, response) => {
    answer(request, response);
    response.write(': about to break\n\n', () => response.destroy());
  };

test('a connection that breaks is made again after the last event, with a fresh token', async () => {
  const { client, requests } = await serve(breakAfter(events('a', 'b')), events('c'));
  const seen: string[] = [];
  for await (const event of client.events.stream({ lastEventId: 'z' })) {
    seen.push(event.id);
    if (event.id === 'c') break;
  }
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(requests.map(({ headers }) => headers['last-event-id'])).toEqual(['z', 'b']);
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
  expect(requests[0]?.headers['cyberdesk-actor']).toBe('human');
});

test('it tells when it is connected and when not', async () => {
  const { client } = await serve(breakAfter(events('a')), events('b'));
  const told: boolean[] = [];
  const onConnection = (isOpen: boolean) => void told.push(isOpen);
  for await (const event of client.events.stream({ onConnection })) if (event.id === 'b') break;
  expect(told).toEqual([true, false, true, false]);
});

test('leaving the loop closes the connection', async () => {
  const closed = Promise.withResolvers<void>();
  const { client } = await serve((request, response) => {
    response.on('close', closed.resolve);
    events('a')(request, response);
  });
  for await (const _ of client.events.stream()) break;
  await closed.promise;
});

test('an abort ends the loop without an error', async () => {
  const { client } = await serve(events('a'));
  const leave = new AbortController();
  const seen: string[] = [];
  for await (const event of client.events.stream({ signal: leave.signal })) {
    seen.push(event.id);
    leave.abort();
  }
  expect(seen).toEqual(['a']);
});

test('after 45 s of silence the connection is made again; a comment is no silence', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  closers.push(() => void vi.useRealTimers());
  const bytes = new TextEncoder();
  const opened: ReadableStreamDefaultController<Uint8Array>[] = [];
  const fetch = (_: unknown, init?: RequestInit): Promise<Response> => {
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      opened.push(controller);
      init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
    };
    return Promise.resolve(new Response(new ReadableStream({ start })));
  };
  const client = new Cyberdesk({ apiKey: 'key', baseUrl: 'http://api.test', fetch });
  const next = client.events.stream().next();
  await vi.advanceTimersByTimeAsync(40_000);
  opened[0]?.enqueue(bytes.encode(': keep-alive\n\n'));
  await vi.advanceTimersByTimeAsync(44_000);
  expect(opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(opened).toHaveLength(2);
  opened[1]?.enqueue(bytes.encode('id: a\ndata: {"type":"desktop.running","id":"a"}\n\n'));
  expect((await next).value).toMatchObject({ id: 'a' });
});

test('a refusal throws; after a gap the old cursor is not used again', async () => {
  const gap: Answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('id: old\ndata: {"type":"gap"}\n\n');
  };
  const refuse: Answer = (_, response) => {
    response.writeHead(401, { 'content-type': 'application/problem+json' });
    response.end('{"code":"unauthenticated","title":"A valid credential is missing"}');
  };
  const { client, requests } = await serve(gap, refuse);
  const types: string[] = [];
  const reading = async () => {
    for await (const { type } of client.events.stream({ lastEventId: 'old' })) types.push(type);
  };
  await expect(reading()).rejects.toThrow(AuthenticationError);
  expect(types).toEqual(['gap']);
  expect(requests[1]?.headers['last-event-id']).toBeUndefined();
});
