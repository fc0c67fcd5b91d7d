import { expect, test } from 'vitest';
import { createSnapshot } from './create-snapshot.ts';

test.todo('createSnapshot does what its contract says');

test('createSnapshot exists', () => {
  expect(createSnapshot).toBeTypeOf('function');
});
