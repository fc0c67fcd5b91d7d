import { expect, test } from 'vitest';
import { createFileLink } from './create-file-link.ts';

test.todo('createFileLink does what its contract says');

test('createFileLink exists', () => {
  expect(createFileLink).toBeTypeOf('function');
});
