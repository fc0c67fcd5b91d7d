import { expect, test } from 'vitest';
import { writeFileLink } from './write-file-link.ts';

test.todo('writeFileLink does what its contract says');

test('writeFileLink exists', () => {
  expect(writeFileLink).toBeTypeOf('function');
});
