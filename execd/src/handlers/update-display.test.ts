import { expect, test } from 'vitest';
import { updateDisplay } from './update-display.ts';

test.todo('updateDisplay does what its contract says');

test('updateDisplay exists', () => {
  expect(updateDisplay).toBeTypeOf('function');
});
