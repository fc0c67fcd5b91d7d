import { expect, test } from 'vitest';
import { readFileLink } from './read-file-link.ts';

test.todo('readFileLink does what its contract says');

test('readFileLink exists', () => {
  expect(readFileLink).toBeTypeOf('function');
});
