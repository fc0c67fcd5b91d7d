import { expect, test } from 'vitest';
import { getMachineUse } from './get-machine-use.ts';

test.todo('getMachineUse does what its contract says');

test('getMachineUse exists', () => {
  expect(getMachineUse).toBeTypeOf('function');
});
