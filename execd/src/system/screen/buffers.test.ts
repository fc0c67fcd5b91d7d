import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { BufferPool } from './buffers.ts';
import { Packer } from '../x11/pack.ts';

test('a buffer is used again when its last holder lets go, and not before', () => {
  const pool = new BufferPool();
  const first = pool.take(10);
  first.retain();
  first[Symbol.dispose]();
  expect(pool.take(10).bytes).not.toBe(first.bytes);
  first[Symbol.dispose]();
  expect(pool.take(10).bytes).toBe(first.bytes);
});

test('few free buffers are kept, and none of an earlier size', () => {
  const pool = new BufferPool();
  const leases = Array.from({ length: 6 }, () => pool.take(10));
  for (const lease of leases) lease[Symbol.dispose]();
  const again = new Set(Array.from({ length: 6 }, () => pool.take(10).bytes));
  expect(leases.filter(({ bytes }) => again.has(bytes))).toHaveLength(4);
  const old = pool.take(10);
  expect(pool.take(20).bytes).toHaveLength(20);
  old[Symbol.dispose]();
  expect(pool.take(20).bytes).toHaveLength(20);
});

test.each([1, 2, 3, 4, 5, 63, 1001])(
  '%i pixels get red first and lose the fourth byte',
  (pixels) => {
    const source = randomBytes(pixels * 4);
    const target = Buffer.alloc(pixels * 3);
    const packer = new Packer(pixels);
    packer.pack(randomBytes(pixels * 4), target);
    packer.pack(source, target);
    const expected = Array.from({ length: pixels }, (_, at) => {
      const [blue = 0, green = 0, red = 0] = source.subarray(at * 4);
      return [red, green, blue];
    });
    expect([...target]).toEqual(expected.flat());
  },
);
