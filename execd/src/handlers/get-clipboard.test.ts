import { expect, test } from 'vitest';
import { getClipboard } from './get-clipboard.ts';

test.todo('getClipboard does what its contract says');

test('getClipboard exists', () => {
  expect(getClipboard).toBeTypeOf('function');
});
