import { expect, test } from 'vitest';
import { createPreview } from './create-preview.ts';

test.todo('createPreview does what its contract says');

test('createPreview exists', () => {
  expect(createPreview).toBeTypeOf('function');
});
