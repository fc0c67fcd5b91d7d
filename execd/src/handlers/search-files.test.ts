import { expect, test } from 'vitest';
import { searchFiles } from './search-files.ts';

test.todo('searchFiles does what its contract says');

test('searchFiles exists', () => {
  expect(searchFiles).toBeTypeOf('function');
});
