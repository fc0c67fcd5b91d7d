import { expect, test } from 'vitest';
import { listRecordings } from './list-recordings.ts';

test.todo('listRecordings does what its contract says');

test('listRecordings exists', () => {
  expect(listRecordings).toBeTypeOf('function');
});
