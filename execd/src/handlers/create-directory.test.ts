import { expect, test } from 'vitest';
import { createDirectory } from './create-directory.ts';

test.todo('createDirectory does what its contract says');

test('createDirectory exists', () => {
  expect(createDirectory).toBeTypeOf('function');
});
