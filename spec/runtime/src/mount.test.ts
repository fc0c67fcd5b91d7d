import { Hono } from 'hono';
import { expect, test, vi } from 'vitest';
import { createApp, post, problemOf, routes, schemas } from '../test/contract.ts';
import { mount } from './mount.ts';
import { Problem } from './problem.ts';
import { reply } from './reply.ts';
import type { JsonSchema } from './route.ts';

const pet = { id: 'pet_abc', name: 'Mia' };

test('a plain value is the sole success of the operation', async () => {
  const response = await post(createApp({ createPet: () => pet }), '/pets', { name: 'Mia' });
  expect(response.status).toBe(201);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual(pet);
});

test('a reply has its own status and headers, undefined ones left out', async () => {
  const app = createApp({
    deletePet: () => reply(202, pet, { 'X-Mood': 'sad', 'X-None': undefined }),
  });
  const response = await app.request('/pets/pet_abc', { method: 'DELETE' });
  expect(response.status).toBe(202);
  expect(response.headers.get('x-mood')).toBe('sad');
  expect(response.headers.has('x-none')).toBe(false);
});

test('nothing is 204 where the contract has it', async () => {
  const response = await createApp({ deletePet: () => undefined }).request('/pets/pet_abc', {
    method: 'DELETE',
  });
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
});

test('bytes keep the media type of the reply, or get the first of the contract', async () => {
  const png = createApp({ getPhoto: () => new Uint8Array([1, 2]) });
  const jpeg = createApp({
    getPhoto: () => reply(200, new Uint8Array([1]), { 'Content-Type': 'image/jpeg' }),
  });
  const first = await png.request('/pets/pet_abc/photo');
  expect(first.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await first.arrayBuffer())).toEqual(new Uint8Array([1, 2]));
  expect((await jpeg.request('/pets/pet_abc/photo')).headers.get('content-type')).toBe(
    'image/jpeg',
  );
});

test('a stream of bytes is passed on', async () => {
  const stream = new Response('hello').body;
  const response = await createApp({ getPhoto: () => stream }).request('/pets/pet_abc/photo');
  expect(await response.text()).toBe('hello');
});

test('a fixed path wins over a parameter, whatever the order of the routes', async () => {
  const app = createApp({ getBestPet: () => pet, getPet: () => ({ ...pet, name: 'wrong' }) });
  expect(await (await app.request('/pets/best')).json()).toEqual(pet);
});

test('an unknown path is 404 and an unknown method 405 with Allow', async () => {
  const app = createApp({});
  expect(await problemOf(app.request('/cats'))).toMatchObject({ status: 404, code: 'notFound' });
  const response = await app.request('/pets/pet_abc', { method: 'POST' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('DELETE, GET');
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});

test('HEAD is answered as GET without a body', async () => {
  const response = await createApp({ getHealth: () => ({ bytes: 1 }) }).request('/health', {
    method: 'HEAD',
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test('a harmless request id comes back, a harmful one is replaced', async () => {
  const app = createApp({ getHealth: () => ({ bytes: 1 }) });
  const ask = async (id: string): Promise<string | null> =>
    (await app.request('/health', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  expect(await ask('order-4711')).toBe('order-4711');
  expect(await ask('a b')).toMatch(/^req_[2-7a-z]{34}$/);
  expect(await ask('x'.repeat(129))).toMatch(/^req_/);
});

test('a problem carries its request id, further members and headers', async () => {
  const thrown = new Problem({
    status: 409,
    code: 'conflict',
    title: 'Conflict',
    detail: 'Busy.',
    extra: { currentState: 'asleep' },
    headers: { 'retry-after': '1' },
  });
  const app = createApp({ getHealth: () => Promise.reject(thrown) });
  const response = await app.request('/health', { headers: { 'x-request-id': 'r1' } });
  expect(response.status).toBe(409);
  expect(response.headers.get('retry-after')).toBe('1');
  expect(response.headers.get('x-request-id')).toBe('r1');
  expect(await response.json()).toEqual({
    type: 'https://cyberdesk.io/docs/problems/conflict',
    title: 'Conflict',
    status: 409,
    detail: 'Busy.',
    code: 'conflict',
    requestId: 'r1',
    currentState: 'asleep',
  });
});

test('an unexpected error is logged with its cause and shown without it', async () => {
  const log = { info: vi.fn<() => void>(), error: vi.fn<(fields: object) => void>() };
  const error = new Error('password is hunter2');
  const app = createApp({ getHealth: () => Promise.reject(error) }, { log });
  const response = await app.request('/health');
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).toContain('"code":"internal"');
  expect(text).not.toContain('hunter2');
  expect(log.error.mock.calls[0]?.[0]).toMatchObject({ err: error, operationId: 'getHealth' });
});

test('the domain decides how its own errors look', async () => {
  class Asleep extends Error {}
  const toProblem = (error: unknown): unknown =>
    error instanceof Asleep
      ? new Problem({ status: 409, code: 'asleep', title: 'Asleep', detail: 'Wake it.' })
      : error;
  const app = createApp({ getHealth: () => Promise.reject(new Asleep()) }, { toProblem });
  expect(await problemOf(app.request('/health'))).toMatchObject({ status: 409, code: 'asleep' });
});

test.each([
  ['a status that the contract does not have', () => reply(200, pet)],
  ['no body where one is demanded', () => reply(202)],
  ['a plain value where success has several statuses', () => pet],
])('%s is our fault, not an answer', async (_, deletePet) => {
  const response = await createApp({ deletePet }).request('/pets/pet_abc', { method: 'DELETE' });
  expect(response.status).toBe(500);
});

test('an operation without a handler is 501', async () => {
  expect(await problemOf(createApp({}).request('/health'))).toMatchObject({
    status: 501,
    code: 'notImplemented',
  });
});

test('every request is logged once with its operation, status and duration', async () => {
  const log = { info: vi.fn<() => void>(), error: vi.fn<() => void>() };
  await createApp({}, { log }).request('/pets/nonsense', { headers: { 'x-request-id': 'r2' } });
  expect(log.info).toHaveBeenCalledExactlyOnceWith(
    {
      operationId: 'getPet',
      requestId: 'r2',
      status: 400,
      durationMs: expect.any(Number) as number,
    },
    'request',
  );
});

test('around sees checked input and the response, a problem among them', async () => {
  const seen: unknown[] = [];
  const app = createApp(
    { createPet: () => Promise.reject(new Error('no')) },
    {
      context: () => 'me',
      around: async (request, context, next) => {
        const response = await next();
        seen.push(request.input?.body, context, response.status, request.bytes?.byteLength);
        return response;
      },
    },
  );
  expect((await post(app, '/pets', { name: 'Mia' })).status).toBe(500);
  expect(seen).toEqual([{ name: 'Mia', kind: 'cat' }, 'me', 500, 14]);
});

test('around may answer by itself', async () => {
  const createPet = vi.fn<() => object>();
  const app = createApp(
    { createPet },
    { around: () => Promise.resolve(new Response('again', { status: 201 })) },
  );
  const response = await post(app, '/pets', { name: 'Mia' });
  expect(await response.text()).toBe('again');
  expect(createPet).not.toHaveBeenCalled();
});

test('warm compiles every schema of the contract', () => {
  const prepare = (Pet: object) =>
    mount(new Hono(), {
      routes,
      schemas: { ...schemas, PetId: Pet as JsonSchema },
      handlers: {},
      context: () => ({}),
    });
  expect(prepare({ type: 'string' }).warm).not.toThrow();
  expect(prepare({ type: 'string', patern: 'x' }).warm).toThrow('unknown keyword: "patern"');
});
