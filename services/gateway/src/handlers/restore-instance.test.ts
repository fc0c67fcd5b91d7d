import { expect, test } from 'vitest';
import { restoreInstance } from './restore-instance.ts';

test.todo('restoreInstance does what its contract says');

test('restoreInstance exists', () => {
  expect(restoreInstance).toBeTypeOf('function');
});
