import { expect, test } from 'vitest';
import { resizeCommandPty } from './resize-command-pty.ts';

test.todo('resizeCommandPty does what its contract says');

test('resizeCommandPty exists', () => {
  expect(resizeCommandPty).toBeTypeOf('function');
});
