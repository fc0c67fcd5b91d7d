import { expect, test } from 'vitest';
import { putMachineNetwork } from './put-machine-network.ts';

test.todo('putMachineNetwork does what its contract says');

test('putMachineNetwork exists', () => {
  expect(putMachineNetwork).toBeTypeOf('function');
});
