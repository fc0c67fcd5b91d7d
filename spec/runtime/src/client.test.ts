import { expect, test, vi } from 'vitest';
import { createApp, routes } from '../test/contract.ts';
import { collect } from '../test/streams.ts';
import { createClient, urlOf, type ClientOptions } from './client.ts';
import type { Empty, ServerEvent } from './operation.ts';
import { Problem } from './problem.ts';
import { reply } from './reply.ts';

interface Pet {
  id: string;
  name: string;
}

interface Path {
  path: { petId: string };
}

type One<Request, Output> = { request: Request; input: unknown; result: unknown; output: Output };

interface Operations {
  listPets: One<
    { query?: { limit?: number; kind?: string[]; label?: Record<string, string> } },
    { items: Pet[] }
  >;
  createPet: One<{ headers?: { 'Idempotency-Key'?: string }; body: { name: string } }, Pet>;
  getPet: One<Path, Pet>;
  deletePet: One<Path, Pet | undefined>;
  getPhoto: One<Path, Response>;
  putPhoto: One<
    Path & { body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> },
    { bytes: number }
  >;
  streamNoises: One<Empty, AsyncIterable<ServerEvent<{ type: 'noise' }>>>;
  getHealth: One<Empty, { bytes: number }>;
}

type Handle = Partial<Record<keyof Operations, (input: never) => unknown>>;

/** A client whose server stands in the same process. */
function connect(handlers: Handle, options: Partial<ClientOptions> = {}) {
  const app = createApp(handlers);
  const fetch = vi.fn<typeof globalThis.fetch>(async (url, init) =>
    app.request(url as string, init),
  );
  return {
    fetch,
    client: createClient<Operations>(routes, { baseUrl: 'http://pets.test', fetch, ...options }),
  };
}

const path = { petId: 'pet_abc' };
const pet: Pet = { id: 'pet_abc', name: 'Mia' };

test('input reaches the handler as it was given', async () => {
  const { client } = connect({
    listPets: ({ query }) => ({ items: [], query }),
    createPet: ({ body, headers }) => reply(201, { body, headers }),
  });
  const query = { limit: 5, kind: ['cat', 'dog'], label: { team: 'qa & co' } };
  expect(await client.listPets({ query })).toEqual({ items: [], query });
  expect(
    await client.createPet({ headers: { 'Idempotency-Key': 'k1' }, body: { name: 'Mia' } }),
  ).toEqual({
    headers: { 'Idempotency-Key': 'k1' },
    body: { name: 'Mia', kind: 'cat' },
  });
});

test('an operation without input is called without', async () => {
  const { client } = connect({ getHealth: () => ({ bytes: 1 }) });
  expect(await client.getHealth()).toEqual({ bytes: 1 });
});

test('a refusal is thrown as the problem that the server meant', async () => {
  const thrown = new Problem({
    status: 409,
    code: 'asleep',
    title: 'Asleep',
    detail: 'Wake it.',
    extra: { currentState: 'asleep' },
    headers: { 'retry-after': '2' },
  });
  const { client } = connect({ getPet: () => Promise.reject(thrown) });
  const error = await client.getPet({ path }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toMatchObject({
    status: 409,
    code: 'asleep',
    detail: 'Wake it.',
    extra: { currentState: 'asleep' },
  });
  expect(error).toMatchObject({ requestId: expect.stringMatching(/^req_/) as string });
  expect((error as Problem).headers['retry-after']).toBe('2');
});

test('a validation error keeps its fields', async () => {
  const { client } = connect({});
  await expect(client.createPet({ body: { name: '' } })).rejects.toMatchObject({
    errors: [{ pointer: '/name', message: 'must have 1 to 10 characters' }],
  });
});

test.each([
  [
    'HTML with an error',
    new Response('<html>', { status: 502 }),
    { status: 502, code: 'unexpectedResponse' },
  ],
  [
    'HTML with success',
    new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    { code: 'upstreamFailed' },
  ],
  [
    'broken JSON',
    new Response('{', { headers: { 'content-type': 'application/json' } }),
    { code: 'unavailable' },
  ],
])('%s is a problem, not a value', async (_, response, expected) => {
  const { client } = connect({}, { fetch: () => Promise.resolve(response) });
  await expect(client.getPet({ path })).rejects.toMatchObject(expected);
});

test('a server that cannot be reached is 503 with its cause', async () => {
  const cause = new TypeError('fetch failed');
  const { client } = connect({}, { fetch: () => Promise.reject(cause) });
  await expect(client.getPet({ path })).rejects.toMatchObject({
    status: 503,
    code: 'unavailable',
    cause,
  });
});

const hangs: typeof fetch = (_url, init) => {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(init?.signal?.reason as Error);
  if (init?.signal?.aborted) end();
  else init?.signal?.addEventListener('abort', end, { once: true });
  return promise;
};

test("a call that takes too long ends; an abort is the caller's own", async () => {
  const { client } = connect({}, { fetch: hangs, timeoutMs: 5 });
  await expect(client.getPet({ path })).rejects.toMatchObject({
    status: 503,
    detail: 'getPet took too long.',
  });
  const abort = new AbortController();
  const call = client.getPet({ path }, { signal: abort.signal, timeoutMs: 60_000 });
  abort.abort(new Error('changed my mind'));
  await expect(call).rejects.toThrow('changed my mind');
});

test('headers are asked for at every call, with the route', async () => {
  const headers = vi.fn<(route: { operationId: string }) => Promise<Record<string, string>>>(() =>
    Promise.resolve({ authorization: 'Bearer t' }),
  );
  const { client, fetch } = connect({ getPet: () => pet }, { headers });
  await client.getPet({ path }, { headers: { 'x-request-id': 'r1' } });
  expect(headers.mock.calls[0]?.[0].operationId).toBe('getPet');
  expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({
    authorization: 'Bearer t',
    'x-request-id': 'r1',
  });
});

test('a redirect is not followed: a token goes nowhere else', async () => {
  const { client, fetch } = connect({ getPet: () => pet });
  await client.getPet({ path });
  expect(fetch.mock.calls[0]?.[1]?.redirect).toBe('error');
});

test('bytes go both ways, nothing is undefined', async () => {
  const { client } = connect({
    getPhoto: () => new Uint8Array([1, 2, 3]),
    putPhoto: async ({ body }: { body: ReadableStream }) => ({
      bytes: (await new Response(body).arrayBuffer()).byteLength,
    }),
    deletePet: () => undefined,
  });
  expect(new Uint8Array(await (await client.getPhoto({ path })).arrayBuffer())).toEqual(
    new Uint8Array([1, 2, 3]),
  );
  expect(await client.putPhoto({ path, body: new Uint8Array(7) })).toEqual({ bytes: 7 });
  expect(await client.deletePet({ path })).toBeUndefined();
});

test('a stream is read as events, and outlives the deadline of its beginning', async () => {
  async function* noises(): AsyncGenerator<ServerEvent<unknown>> {
    yield { id: '1', data: { type: 'noise' } };
    await new Promise((resolve) => setTimeout(resolve, 30));
    yield { id: '2', event: 'e', data: { type: 'noise' } };
  }
  const { client } = connect({ streamNoises: noises }, { timeoutMs: 20 });
  expect(await collect(await client.streamNoises())).toEqual([
    { id: '1', event: '', data: { type: 'noise' } },
    { id: '2', event: 'e', data: { type: 'noise' } },
  ]);
});

test('a path parameter is one segment, whatever it holds', () => {
  const route = routes.find(({ operationId }) => operationId === 'getPet')!;
  expect(urlOf('http://x/base/', route, { path: { petId: 'a/../b?c#d' } })).toBe(
    'http://x/base/pets/a%2F..%2Fb%3Fc%23d',
  );
  for (const petId of ['', '.', '..', undefined]) {
    expect(() => urlOf('http://x', route, { path: { petId } })).toThrow(
      'needs the path parameter petId',
    );
  }
});

test('a socket is no method of the client', () => {
  expect(connect({}).client).not.toHaveProperty('callPet');
});
