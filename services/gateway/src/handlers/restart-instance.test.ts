import { expect, test } from 'vitest';
import { restartInstance } from './restart-instance.ts';

test.todo('restartInstance does what its contract says');

test('restartInstance exists', () => {
  expect(restartInstance).toBeTypeOf('function');
});
