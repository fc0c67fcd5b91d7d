import { expect, test } from 'vitest';
import { setClipboard } from './set-clipboard.ts';

test.todo('setClipboard does what its contract says');

test('setClipboard exists', () => {
  expect(setClipboard).toBeTypeOf('function');
});
