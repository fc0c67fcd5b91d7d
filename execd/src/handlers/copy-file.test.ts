import { expect, test } from 'vitest';
import { copyFile } from './copy-file.ts';

test.todo('copyFile does what its contract says');

test('copyFile exists', () => {
  expect(copyFile).toBeTypeOf('function');
});
