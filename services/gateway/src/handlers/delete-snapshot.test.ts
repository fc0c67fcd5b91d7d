import { expect, test } from 'vitest';
import { deleteSnapshot } from './delete-snapshot.ts';

test.todo('deleteSnapshot does what its contract says');

test('deleteSnapshot exists', () => {
  expect(deleteSnapshot).toBeTypeOf('function');
});
