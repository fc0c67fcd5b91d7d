import { expect, test } from 'vitest';
import { stopRecording } from './stop-recording.ts';

test.todo('stopRecording does what its contract says');

test('stopRecording exists', () => {
  expect(stopRecording).toBeTypeOf('function');
});
