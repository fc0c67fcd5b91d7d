import { expect, test } from 'vitest';
import { forkInstance } from './fork-instance.ts';

test.todo('forkInstance does what its contract says');

test('forkInstance exists', () => {
  expect(forkInstance).toBeTypeOf('function');
});
