import { expect, test } from 'vitest';
import { pauseInstance } from './pause-instance.ts';

test.todo('pauseInstance does what its contract says');

test('pauseInstance exists', () => {
  expect(pauseInstance).toBeTypeOf('function');
});
