import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScreenResources } from 'x11';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { checkMemory } from './resize.ts';

let server: TestServer;
let desktop: Desktop;

beforeEach(async () => {
  if (!hasX) return;
  server = await startServer({ size: { width: 800, height: 600 } });
  desktop = new Desktop(server.number, silent);
  desktop.display.start();
});
afterEach(async () => {
  if (!hasX) return;
  desktop.display.stop();
  await server.stop();
});

test('a size for which memory does not suffice is refused with the limit', () => {
  const current = { width: 1000, height: 1000 };
  const large = { width: 7680, height: 4320 };
  checkMemory(large, current, 8 * 2 ** 30);
  checkMemory(current, large, 0);
  expect(() => checkMemory(large, current, 80_000_000)).toThrow(
    expect.objectContaining({
      code: 'unprocessable',
      message: expect.stringContaining('enough for 2000000'),
    }),
  );
});

test.skipIf(!hasX)('the largest and the smallest screen of the contract are made', async () => {
  for (const size of [
    { width: 7680, height: 4320 },
    { width: 320, height: 240 },
  ]) {
    await desktop.resize(size);
    expect(await desktop.describe()).toMatchObject(size);
    expect(await desktop.picture({ fit: { maxLongEdge: 64 } })).toMatchObject({ screen: size });
  }
});

test.skipIf(!hasX)('sizes that were left do not pile up in the server', async () => {
  for (let width = 700; width < 720; width++) await desktop.resize({ width, height: 500 });
  const { link } = await desktop.seat();
  const resources = await link.call<ScreenResources>((done) =>
    link.extensions.randr.GetScreenResources(link.root, done),
  );
  const own = resources.modeinfos.filter(({ name }) => name.startsWith('cyberdesk-'));
  expect(own.map(({ width }) => width)).toEqual([719]);
});

test.skipIf(!hasX)('input and resizing wait for each other', async () => {
  const order: string[] = [];
  const acting = desktop.turns.run(new AbortController().signal, async () => {
    await desktop.describe();
    order.push('acted');
  });
  const resizing = desktop.resize({ width: 640, height: 480 }).then(() => order.push('resized'));
  await Promise.all([acting, resizing]);
  expect(order).toEqual(['acted', 'resized']);
});
