import { expect, test } from 'vitest';
import { listCommands } from './list-commands.ts';

test.todo('listCommands does what its contract says');

test('listCommands exists', () => {
  expect(listCommands).toBeTypeOf('function');
});
