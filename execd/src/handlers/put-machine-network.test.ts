import { expect, test } from 'vitest';
import { putMachineNetwork } from './put-machine-network.ts';

test('putMachineNetwork exists', () => {
  expect(putMachineNetwork).toBeTypeOf('function');
});
