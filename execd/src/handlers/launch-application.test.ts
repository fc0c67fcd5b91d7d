import { expect, test } from 'vitest';
import { launchApplication } from './launch-application.ts';

test.todo('launchApplication does what its contract says');

test('launchApplication exists', () => {
  expect(launchApplication).toBeTypeOf('function');
});
