import { expect, test } from 'vitest';
import { attachCommand } from './attach-command.ts';

test.todo('attachCommand does what its contract says');

test('attachCommand exists', () => {
  expect(attachCommand).toBeTypeOf('function');
});
