import { expect, test } from 'vitest';
import { listWindows } from './list-windows.ts';

test.todo('listWindows does what its contract says');

test('listWindows exists', () => {
  expect(listWindows).toBeTypeOf('function');
});
