import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { hasX } from '../../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(() => execd.stop());

const resize = async (json: object) => {
  const response = await execd.call('/display', { method: 'PUT', json });
  return [response.status, await response.json()] as [number, Record<string, unknown>];
};
const size = { width: 900, height: 700 };

test.skipIf(!hasX)('the reply comes when the screen has its new size', async () => {
  expect(await resize(size)).toMatchObject([200, size]);
  expect(await (await execd.call('/display')).json()).toMatchObject(size);
  expect((await execd.call('/screenshot')).headers.get('x-image-width')).toBe('900');
});

test.skipIf(!hasX)('while somebody else holds the control nobody else resizes', async () => {
  const { control } = execd.system;
  const person = { type: 'human', id: 'usr_1' };
  control.acquire(person, { ttlSeconds: 60, takeOver: false });
  expect(await resize({ width: 640, height: 480 })).toMatchObject([409, { code: 'controlHeld' }]);
  control.release(person);
  expect(await (await execd.call('/display')).json()).toMatchObject(size);
});

test.skipIf(!hasX)('a screen that is started anew has the size that was set', async () => {
  await resize({ width: 1000, height: 750 });
  const before = await execd.system.desktop.display.link();
  const closed = new Promise<void>((resolve) => before.onClose(resolve));
  before.client.stream.destroy();
  await closed;
  await execd.system.desktop.display.link();
  expect(await (await execd.call('/display')).json()).toMatchObject({ width: 1000, height: 750 });
});

test('sizes outside of the contract are refused by name', async () => {
  for (const [width, height] of [
    [319, 240],
    [7681, 240],
    [320, 4321],
  ]) {
    expect((await resize({ width, height }))[0]).toBe(400);
  }
});
