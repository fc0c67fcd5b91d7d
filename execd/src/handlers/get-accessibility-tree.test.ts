import { expect, test } from 'vitest';
import { getAccessibilityTree } from './get-accessibility-tree.ts';

test.todo('getAccessibilityTree does what its contract says');

test('getAccessibilityTree exists', () => {
  expect(getAccessibilityTree).toBeTypeOf('function');
});
