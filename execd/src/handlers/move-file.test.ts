import { expect, test } from 'vitest';
import { moveFile } from './move-file.ts';

test.todo('moveFile does what its contract says');

test('moveFile exists', () => {
  expect(moveFile).toBeTypeOf('function');
});
