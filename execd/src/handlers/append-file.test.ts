import { expect, test } from 'vitest';
import { appendFile } from './append-file.ts';

test.todo('appendFile does what its contract says');

test('appendFile exists', () => {
  expect(appendFile).toBeTypeOf('function');
});
