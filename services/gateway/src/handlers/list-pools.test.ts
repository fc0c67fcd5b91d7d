import { expect, test } from 'vitest';
import { listPools } from './list-pools.ts';

test.todo('listPools does what its contract says');

test('listPools exists', () => {
  expect(listPools).toBeTypeOf('function');
});
