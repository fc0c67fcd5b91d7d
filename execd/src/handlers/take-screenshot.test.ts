import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { hasX } from '../../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(() => execd.stop());

const shoot = (query = '', headers: Record<string, string> = {}) =>
  execd.call(`/screenshot${query}`, { headers });

test.skipIf(!hasX)(
  'an image says its type, size, scale, tag and where the pointer is',
  async () => {
    await (await execd.system.desktop.seat()).pointer.move({ x: 3, y: 4 });
    const response = await shoot('?format=webp&maxLongEdge=512');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-image-width': '512',
      'x-image-height': '384',
      'x-image-scale': '0.5',
      'x-cursor-x': '3',
      'x-cursor-y': '4',
      etag: expect.stringMatching(/^"[\w.-]+"$/),
    });
    const image = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
    expect(image).toMatchObject({ format: 'webp', width: 512, height: 384 });
  },
);

test.skipIf(!hasX)('who has the image gets 304 without a body', async () => {
  const etag = (await shoot()).headers.get('etag') ?? '';
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await shoot('', { 'if-none-match': tags });
    expect([response.status, response.headers.get('etag')]).toEqual([304, etag]);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(response.headers.get('x-cursor-x')).toMatch(/^\d+$/);
  }
  expect((await shoot('', { 'if-none-match': '"other"' })).status).toBe(200);
  // The same screen in another form is another image.
  expect((await shoot('?maxLongEdge=100', { 'if-none-match': etag })).status).toBe(200);
  await execd.system.desktop.resize({ width: 800, height: 600 });
  expect((await shoot('', { 'if-none-match': etag })).status).toBe(200);
});

test.skipIf(!hasX)('a region is given whole, and lies on the screen', async () => {
  const part = await shoot('?x=10&y=20&width=30&height=40');
  expect([part.headers.get('x-image-width'), part.headers.get('x-image-height')]).toEqual([
    '30',
    '40',
  ]);
  const some = await shoot('?x=10&width=30');
  expect([some.status, await some.json()]).toMatchObject([
    422,
    { code: 'unprocessable', errors: [{ pointer: 'query/y' }, { pointer: 'query/height' }] },
  ]);
  const off = await shoot('?x=10&y=20&width=2000&height=40');
  expect([off.status, await off.json()]).toMatchObject([422, { code: 'coordinatesOffScreen' }]);
});

test.skipIf(!hasX)('what the contract does not have is refused', async () => {
  for (const query of ['?format=gif', '?quality=0', '?x=-1&y=0&width=1&height=1', '?x=NaN']) {
    expect((await shoot(query)).status, query).toBe(400);
  }
});
