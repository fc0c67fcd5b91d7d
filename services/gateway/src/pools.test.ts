import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './testing/world.ts';

let world: World;
let token: string;
beforeAll(async () => {
  world = await startWorld();
  token = await world.platformToken();
});
afterAll(() => world.close());

const resources = { vcpus: 2, memoryMiB: 2048, diskGiB: 16 };
const spec = { template: 'desktop-base', resources, size: 4, minSize: 0, maxSize: 16 };
const put = (name: string, body: object) => world.call('PUT', `/pools/${name}`, { body, token });

test('a pool is put, read and replaced as a whole', async () => {
  expect((await world.call('GET', '/pools/small', { token })).status).toBe(404);
  expect((await put('small', { ...spec, maxStarting: 3 })).status).toBe(200);
  const read = async () =>
    (await (await world.call('GET', '/pools/small', { token })).json()) as { spec: object };
  expect(await read()).toMatchObject({ name: 'small', spec: { ...spec, maxStarting: 3 } });
  expect((await put('small', { ...spec, size: 0 })).status).toBe(200);
  // What the contract gives where nothing is said.
  expect((await read()).spec).toEqual({
    ...spec,
    size: 0,
    maxStarting: 10,
    startTimeoutSeconds: 600,
  });
});

test('a size out of bounds is refused and names them', async () => {
  const reply = await put('odd', { ...spec, size: 17 });
  expect(reply.status).toBe(422);
  expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('maxSize') });
  expect((await world.call('GET', '/pools/odd', { token })).status).toBe(404);
});

test('a list comes in pages by name', async () => {
  for (const name of ['a', 'b', 'c']) await put(name, spec);
  const first = await world.call('GET', '/pools?limit=2', { token });
  const page = (await first.json()) as { items: { name: string }[]; nextCursor: string };
  expect(page.items.map(({ name }) => name)).toEqual(['a', 'b']);
  const second = await world.call('GET', `/pools?limit=2&cursor=${page.nextCursor}`, { token });
  expect(await second.json()).toMatchObject({ items: [{ name: 'c' }, { name: 'small' }] });
});

test.each([
  ['GET', '/pools', undefined],
  ['GET', '/pools/small', undefined],
  ['PUT', '/pools/small', spec],
])('%s %s is not for an organization', async (method, path, body) => {
  const reply = await world.call(method, path, { body });
  expect(reply.status).toBe(403);
  expect(await reply.json()).toMatchObject({ code: 'insufficientScope' });
});
