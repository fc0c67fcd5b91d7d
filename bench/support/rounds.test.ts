import { expect, test } from 'vitest';
import { median, percentile } from './numbers.ts';
import { interleave } from './rounds.ts';

test('sides take turns in every round, after one warm-up each', async () => {
  const order: string[] = [];
  const side = (name: string, operations?: number) => ({
    name,
    before: () => Promise.resolve(void order.push(`before ${name}`)),
    operation: () => Promise.resolve(order.push(name)),
    ...(operations === undefined ? {} : { operations }),
  });
  await interleave([side('a'), side('b', 1)], { rounds: 2, operations: 2 });
  const done = order.filter((entry) => !entry.startsWith('before')).join('');
  expect(done).toBe('ab' + 'aab'.repeat(2));
  expect(order.filter((entry) => entry.startsWith('before'))).toHaveLength(done.length);
});

test('processor time is told for one operation', async () => {
  let cpu = 0;
  const side = { name: 'a', operation: () => Promise.resolve((cpu += 6)), cpu: () => cpu };
  const [measured] = await interleave([side], { rounds: 3, operations: 4 });
  expect(measured?.cpu).toBe(6);
});

test('an operation that fails ends the measurement', async () => {
  const side = { name: 'a', operation: () => Promise.reject(new Error('no')) };
  await expect(interleave([side], { rounds: 1, operations: 1 })).rejects.toThrow('no');
});

test('percentiles are values that occurred', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.99)).toBe(99);
  expect(median(values)).toBe(50);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeNaN();
});
