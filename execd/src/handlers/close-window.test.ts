import { expect, test } from 'vitest';
import { closeWindow } from './close-window.ts';

test.todo('closeWindow does what its contract says');

test('closeWindow exists', () => {
  expect(closeWindow).toBeTypeOf('function');
});
