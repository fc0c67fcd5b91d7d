import { expect, test } from 'vitest';
import { getCursor } from './get-cursor.ts';

test.todo('getCursor does what its contract says');

test('getCursor exists', () => {
  expect(getCursor).toBeTypeOf('function');
});
