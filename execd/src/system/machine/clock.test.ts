import { expect, test } from 'vitest';
import { silent } from '../log.ts';
import { Clock } from './clock.ts';

test('a proved time is a lower bound that never goes back', async () => {
  const clock = new Clock({ maySet: false, log: silent });
  const ahead = Date.now() + 3_600_000;
  await clock.atLeast(ahead);
  expect(clock.now()).toBe(ahead);
  await clock.atLeast(ahead - 1000);
  expect(clock.now()).toBe(ahead);
});

test('without the right to set it the clock is only read', async () => {
  const clock = new Clock({ maySet: false, log: silent });
  await clock.set(0);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
});
