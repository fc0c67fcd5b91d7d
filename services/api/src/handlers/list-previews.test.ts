import { expect, test } from 'vitest';
import { listPreviews } from './list-previews.ts';

test.todo('listPreviews does what its contract says');

test('listPreviews exists', () => {
  expect(listPreviews).toBeTypeOf('function');
});
