import { expect, test } from 'vitest';
import { signalCommand } from './signal-command.ts';

test.todo('signalCommand does what its contract says');

test('signalCommand exists', () => {
  expect(signalCommand).toBeTypeOf('function');
});
