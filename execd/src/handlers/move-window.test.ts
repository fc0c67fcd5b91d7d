import { expect, test } from 'vitest';
import { moveWindow } from './move-window.ts';

test.todo('moveWindow does what its contract says');

test('moveWindow exists', () => {
  expect(moveWindow).toBeTypeOf('function');
});
