import { expect, test } from 'vitest';
import { getCommand } from './get-command.ts';

test.todo('getCommand does what its contract says');

test('getCommand exists', () => {
  expect(getCommand).toBeTypeOf('function');
});
