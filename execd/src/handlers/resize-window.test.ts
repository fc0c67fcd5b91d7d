import { expect, test } from 'vitest';
import { resizeWindow } from './resize-window.ts';

test.todo('resizeWindow does what its contract says');

test('resizeWindow exists', () => {
  expect(resizeWindow).toBeTypeOf('function');
});
