import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { hasX } from '../../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(() => execd.stop());

test.skipIf(!hasX)('the pointer is where it was moved to', async () => {
  await (await execd.system.desktop.seat()).pointer.move({ x: 7, y: 9 });
  expect(await (await execd.call('/cursor')).json()).toEqual({ x: 7, y: 9 });
});
