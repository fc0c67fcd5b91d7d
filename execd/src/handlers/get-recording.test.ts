import { expect, test } from 'vitest';
import { getRecording } from './get-recording.ts';

test.todo('getRecording does what its contract says');

test('getRecording exists', () => {
  expect(getRecording).toBeTypeOf('function');
});
