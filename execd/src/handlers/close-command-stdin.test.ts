import { expect, test } from 'vitest';
import { closeCommandStdin } from './close-command-stdin.ts';

test.todo('closeCommandStdin does what its contract says');

test('closeCommandStdin exists', () => {
  expect(closeCommandStdin).toBeTypeOf('function');
});
