import { expect, test } from 'vitest';
import { putPool } from './put-pool.ts';

test.todo('putPool does what its contract says');

test('putPool exists', () => {
  expect(putPool).toBeTypeOf('function');
});
