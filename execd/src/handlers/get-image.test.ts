import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: false });
});
afterAll(() => execd.stop());

test('an image of a batch is got by its id', async () => {
  const id = execd.system.desktop.images.put(Buffer.from('bytes'), 'image/webp');
  const response = await execd.call(`/images/${id}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await response.text()).toBe('bytes');
});

test('one that is not there is 404 and says why', async () => {
  const response = await execd.call(`/images/img_${'2'.repeat(34)}`);
  expect([response.status, await response.json()]).toMatchObject([
    404,
    { code: 'notFound', detail: expect.stringContaining('10 minutes') },
  ]);
});
