import { expect, test } from 'vitest';
import { listSnapshots } from './list-snapshots.ts';

test.todo('listSnapshots does what its contract says');

test('listSnapshots exists', () => {
  expect(listSnapshots).toBeTypeOf('function');
});
