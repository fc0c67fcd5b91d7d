import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { routes } from '../test/contract.ts';
import { createFinder } from './find-route.ts';
import { sortRoutes } from './paths.ts';

const find = createFinder(routes);
const plain = routes.filter(({ websocket }) => !websocket);

/** What a Hono app of the same routes makes of a request. */
const hono = new Hono();
for (const { method, path, operationId } of sortRoutes(plain))
  hono.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
    c.json([operationId, c.req.param()]),
  );
hono.notFound((c) => c.json(null));

const asked: [method: string, url: string][] = [
  ['GET', '/pets'],
  ['GET', '/pets?limit=1&x=/pets/a'],
  ['GET', '/pets/best'],
  ['GET', '/pets/pet_1'],
  ['GET', '/p%65ts/pet_1'],
  ['GET', '/pets/pet%2F1/photo'],
  ['GET', '/pets/pet%252F1/photo'],
  ['GET', '/pets/%E0%A4%A/photo'],
  ['GET', '/pets/a/../b/photo'],
  ['GET', '/pets/a/%2e%2e/b/photo'],
  ['GET', '/pets/a/./photo'],
  ['GET', '/pets/a\\photo'],
  ['GET', '/pets/a/photo#x'],
  ['GET', '//pets'],
  ['GET', '/pets/'],
  ['GET', '/nothing'],
  ['PATCH', '/pets'],
  ['PUT', '/pets/a/food'],
];

test.each(asked)('%s %s is found as Hono finds it', async (method, url) => {
  const theirs = await (await hono.request(`http://host${url}`, { method })).json();
  const found = find(method, url);
  expect(found ? [found.route.operationId, found.params] : null).toEqual(theirs);
});

test('the target is what was sent, unless a URL parser would read it in another way', () => {
  expect(find('GET', '/pets/a%20b/photo?x=%2F..')?.target).toBe('/pets/a%20b/photo?x=%2F..');
  expect(find('GET', '/pets/a/../b/photo?x=1')?.target).toBe('/pets/b/photo?x=1');
  expect(find('GET', 'http://elsewhere/pets?x=1')?.target).toBe('/pets?x=1');
});

test('HEAD asks what GET asks; what is no URL is nothing', () => {
  expect(find('HEAD', '/pets/best')?.route.operationId).toBe('getBestPet');
  expect(find('GET', 'http://[')).toBeUndefined();
  expect(find('OPTIONS', '*')).toBeUndefined();
});
