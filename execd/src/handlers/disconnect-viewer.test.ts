import { expect, test } from 'vitest';
import { disconnectViewer } from './disconnect-viewer.ts';

test.todo('disconnectViewer does what its contract says');

test('disconnectViewer exists', () => {
  expect(disconnectViewer).toBeTypeOf('function');
});
