import { expect, test } from 'vitest';
import { maximizeWindow } from './maximize-window.ts';

test.todo('maximizeWindow does what its contract says');

test('maximizeWindow exists', () => {
  expect(maximizeWindow).toBeTypeOf('function');
});
