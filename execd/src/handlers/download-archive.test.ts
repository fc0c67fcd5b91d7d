import { expect, test } from 'vitest';
import { downloadArchive } from './download-archive.ts';

test.todo('downloadArchive does what its contract says');

test('downloadArchive exists', () => {
  expect(downloadArchive).toBeTypeOf('function');
});
