import { expect, test } from 'vitest';
import { focusWindow } from './focus-window.ts';

test.todo('focusWindow does what its contract says');

test('focusWindow exists', () => {
  expect(focusWindow).toBeTypeOf('function');
});
