import { expect, test } from 'vitest';
import { restoreWindow } from './restore-window.ts';

test.todo('restoreWindow does what its contract says');

test('restoreWindow exists', () => {
  expect(restoreWindow).toBeTypeOf('function');
});
