import { expect, test } from 'vitest';
import { connectPort } from './connect-port.ts';

test.todo('connectPort does what its contract says');

test('connectPort exists', () => {
  expect(connectPort).toBeTypeOf('function');
});
