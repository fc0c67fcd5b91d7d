import { expect, test } from 'vitest';
import { getInstanceUse } from './get-instance-use.ts';

test.todo('getInstanceUse does what its contract says');

test('getInstanceUse exists', () => {
  expect(getInstanceUse).toBeTypeOf('function');
});
