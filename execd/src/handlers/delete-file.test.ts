import { expect, test } from 'vitest';
import { deleteFile } from './delete-file.ts';

test.todo('deleteFile does what its contract says');

test('deleteFile exists', () => {
  expect(deleteFile).toBeTypeOf('function');
});
