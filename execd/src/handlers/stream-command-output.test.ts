import { expect, test } from 'vitest';
import { streamCommandOutput } from './stream-command-output.ts';

test.todo('streamCommandOutput does what its contract says');

test('streamCommandOutput exists', () => {
  expect(streamCommandOutput).toBeTypeOf('function');
});
