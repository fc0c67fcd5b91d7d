import { expect, test } from 'vitest';
import { deleteCommand } from './delete-command.ts';

test.todo('deleteCommand does what its contract says');

test('deleteCommand exists', () => {
  expect(deleteCommand).toBeTypeOf('function');
});
