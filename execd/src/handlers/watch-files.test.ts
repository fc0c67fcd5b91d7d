import { expect, test } from 'vitest';
import { watchFiles } from './watch-files.ts';

test.todo('watchFiles does what its contract says');

test('watchFiles exists', () => {
  expect(watchFiles).toBeTypeOf('function');
});
