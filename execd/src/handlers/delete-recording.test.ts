import { expect, test } from 'vitest';
import { deleteRecording } from './delete-recording.ts';

test.todo('deleteRecording does what its contract says');

test('deleteRecording exists', () => {
  expect(deleteRecording).toBeTypeOf('function');
});
