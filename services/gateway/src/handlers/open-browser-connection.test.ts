import { expect, test } from 'vitest';
import { openBrowserConnection } from './open-browser-connection.ts';

test.todo('openBrowserConnection does what its contract says');

test('openBrowserConnection exists', () => {
  expect(openBrowserConnection).toBeTypeOf('function');
});
