import { expect, test } from 'vitest';
import { revokePreview } from './revoke-preview.ts';

test.todo('revokePreview does what its contract says');

test('revokePreview exists', () => {
  expect(revokePreview).toBeTypeOf('function');
});
