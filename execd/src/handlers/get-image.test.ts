import { expect, test } from 'vitest';
import { getImage } from './get-image.ts';

test.todo('getImage does what its contract says');

test('getImage exists', () => {
  expect(getImage).toBeTypeOf('function');
});
