import { expect, test } from 'vitest';
import { getPool } from './get-pool.ts';

test.todo('getPool does what its contract says');

test('getPool exists', () => {
  expect(getPool).toBeTypeOf('function');
});
