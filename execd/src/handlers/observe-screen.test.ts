import { expect, test } from 'vitest';
import { observeScreen } from './observe-screen.ts';

test.todo('observeScreen does what its contract says');

test('observeScreen exists', () => {
  expect(observeScreen).toBeTypeOf('function');
});
