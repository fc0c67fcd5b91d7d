import { expect, test } from 'vitest';
import { downloadRecording } from './download-recording.ts';

test.todo('downloadRecording does what its contract says');

test('downloadRecording exists', () => {
  expect(downloadRecording).toBeTypeOf('function');
});
