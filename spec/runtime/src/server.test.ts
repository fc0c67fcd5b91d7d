import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../test/contract.ts';
import type { MountOptions } from './mount.ts';
import type { ServerEvent } from './operation.ts';
import type { RequestContext } from './route.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function listen(
  handlers: object,
  options: Partial<MountOptions<unknown>> = {},
): Promise<string> {
  const server = serve({
    fetch: createApp(handlers, options).fetch,
    port: 0,
    hostname: '127.0.0.1',
  });
  closers.push(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const size = async ({ body }: { body: ReadableStream<Uint8Array> }): Promise<object> => ({
  bytes: (await new Response(body).arrayBuffer()).byteLength,
});

const json = { 'content-type': 'application/json' };
const bytes = { 'content-type': 'application/octet-stream' };

test('a client that sends far too much still reads why it is refused', async () => {
  const url = await listen({ putPhoto: size, createPet: () => ({}) });
  const large = new Uint8Array(3_000_000);
  const announced = await fetch(`${url}/pets`, { method: 'POST', body: large, headers: json });
  expect(announced.status).toBe(413);
  const raw = await fetch(`${url}/pets/pet_abc/photo`, {
    method: 'PUT',
    body: large,
    headers: bytes,
  });
  expect(raw.status).toBe(413);
});

test('a body without an announced length is counted', async () => {
  const url = await listen({ putPhoto: size });
  const chunks = (count: number): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        if (count-- > 0) controller.enqueue(new Uint8Array(100));
        else controller.close();
      },
    });
  const put = (count: number): Promise<Response> =>
    fetch(`${url}/pets/pet_abc/photo`, {
      method: 'PUT',
      body: chunks(count),
      headers: bytes,
      duplex: 'half',
    } as RequestInit);
  expect(await (await put(10)).json()).toEqual({ bytes: 1000 });
  expect((await put(11)).status).toBe(413);
});

test('a body that needs no body is told apart from none', async () => {
  const url = await listen({ wakePet: () => undefined });
  const wake = (init: RequestInit): Promise<Response> =>
    fetch(`${url}/pets/pet_abc/wake`, { method: 'POST', ...init });
  expect((await wake({})).status).toBe(204);
  expect((await wake({ body: '{"loud":true}', headers: json })).status).toBe(204);
  expect((await wake({ body: '{"loud":1}', headers: json })).status).toBe(400);
});

test('a client that goes away aborts the request', async () => {
  const aborted = Promise.withResolvers<string>();
  const started = Promise.withResolvers<void>();
  const context = ({ signal }: RequestContext): object => {
    signal.addEventListener('abort', () => aborted.resolve('aborted'));
    return {};
  };
  const getHealth = (): Promise<never> => {
    started.resolve();
    return new Promise(() => undefined);
  };
  const url = new URL(await listen({ getHealth }, { context }));
  const socket = connect(Number(url.port), url.hostname);
  socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
  await started.promise;
  socket.destroy();
  expect(await aborted.promise).toBe('aborted');
});

test('headers of a stream arrive before its first event, and its end reaches the source', async () => {
  const ended = Promise.withResolvers<string>();
  const context = ({ signal }: RequestContext): AbortSignal => signal;
  async function* streamNoises(
    _input: unknown,
    signal: AbortSignal,
  ): AsyncGenerator<ServerEvent<number>> {
    await once(signal, 'abort');
    ended.resolve('ended');
    yield* [];
  }
  const url = await listen({ streamNoises }, { context });
  const response = await fetch(`${url}/noises`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe(': open\n\n');
  await reader.cancel();
  expect(await ended.promise).toBe('ended');
});
