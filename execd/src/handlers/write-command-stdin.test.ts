import { expect, test } from 'vitest';
import { writeCommandStdin } from './write-command-stdin.ts';

test.todo('writeCommandStdin does what its contract says');

test('writeCommandStdin exists', () => {
  expect(writeCommandStdin).toBeTypeOf('function');
});
