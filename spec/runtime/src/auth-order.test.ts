import { expect, test, vi } from 'vitest';
import { createApp, post, problemOf } from '../test/contract.ts';
import { Problem } from './problem.ts';

const refuse = (): never => {
  throw new Problem({ status: 401, code: 'unauthenticated', title: 'No', detail: 'Send a token.' });
};

test.each([
  ['an invalid body', '/pets', '{"name": 5}'],
  ['malformed JSON', '/pets', '{'],
  ['a body over the limit', '/pets', JSON.stringify({ name: 'x'.repeat(10_000) })],
  ['an invalid path', '/pets/nonsense/tricks', '{}'],
  ['an unknown query parameter', '/pets?x=1', '{}'],
])('a stranger with %s is 401 and learns nothing', async (_, path, body) => {
  const handler = vi.fn<() => void>();
  const app = createApp({ createPet: handler, teachPet: handler }, { context: refuse });
  const { status, errors } = await problemOf(post(app, path, body));
  expect([status, errors]).toEqual([401, undefined]);
  expect(handler).not.toHaveBeenCalled();
});

test('the body of a stranger is not read', async () => {
  const pull = vi.fn<(controller: ReadableStreamDefaultController) => void>((controller) =>
    controller.close(),
  );
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  const request = new Request('http://x/pets', {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
  const response = await createApp({}, { context: refuse }).request(request);
  expect(response.status).toBe(401);
  expect(pull).not.toHaveBeenCalled();
});

test('the context knows the route, so that open operations stay open', async () => {
  const context = ({ route }: { route: { auth: boolean } }): object => (route.auth ? refuse() : {});
  const app = createApp(
    { getHealth: () => ({ bytes: 1 }), listPets: () => ({ items: [] }) },
    { context },
  );
  expect((await app.request('/health')).status).toBe(200);
  expect((await app.request('/pets')).status).toBe(401);
});

test('handlers get what the context gave', async () => {
  const listPets = vi.fn<(input: unknown, context: unknown) => object>(() => ({ items: [] }));
  await createApp({ listPets }, { context: () => Promise.resolve({ org: 'org_a' }) }).request(
    '/pets',
  );
  expect(listPets.mock.calls[0]?.[1]).toEqual({ org: 'org_a' });
});

test('a failing check of credentials is 500, never an open door', async () => {
  const handler = vi.fn<() => void>();
  const context = (): never => {
    throw new Error('key store is down');
  };
  const response = await createApp({ listPets: handler }, { context }).request('/pets');
  expect(response.status).toBe(500);
  expect(handler).not.toHaveBeenCalled();
});
