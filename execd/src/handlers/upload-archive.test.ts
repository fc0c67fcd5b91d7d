import { expect, test } from 'vitest';
import { uploadArchive } from './upload-archive.ts';

test.todo('uploadArchive does what its contract says');

test('uploadArchive exists', () => {
  expect(uploadArchive).toBeTypeOf('function');
});
