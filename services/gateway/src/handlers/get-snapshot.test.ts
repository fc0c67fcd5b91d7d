import { expect, test } from 'vitest';
import { getSnapshot } from './get-snapshot.ts';

test.todo('getSnapshot does what its contract says');

test('getSnapshot exists', () => {
  expect(getSnapshot).toBeTypeOf('function');
});
