import { expect, test } from 'vitest';
import { getMachineUse } from './get-machine-use.ts';

test('getMachineUse exists', () => {
  expect(getMachineUse).toBeTypeOf('function');
});
