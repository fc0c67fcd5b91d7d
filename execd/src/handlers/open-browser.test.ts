import { expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';

test.todo('openBrowser does what its contract says');

test('openBrowser exists', () => {
  expect(openBrowser).toBeTypeOf('function');
});
