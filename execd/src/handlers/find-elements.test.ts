import { expect, test } from 'vitest';
import { findElements } from './find-elements.ts';

test.todo('findElements does what its contract says');

test('findElements exists', () => {
  expect(findElements).toBeTypeOf('function');
});
