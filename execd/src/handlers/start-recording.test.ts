import { expect, test } from 'vitest';
import { startRecording } from './start-recording.ts';

test.todo('startRecording does what its contract says');

test('startRecording exists', () => {
  expect(startRecording).toBeTypeOf('function');
});
