import { expect, test } from 'vitest';
import { minimizeWindow } from './minimize-window.ts';

test.todo('minimizeWindow does what its contract says');

test('minimizeWindow exists', () => {
  expect(minimizeWindow).toBeTypeOf('function');
});
