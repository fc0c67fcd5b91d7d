import { expect, test } from 'vitest';
import { createBrowserConnection } from './create-browser-connection.ts';

test.todo('createBrowserConnection does what its contract says');

test('createBrowserConnection exists', () => {
  expect(createBrowserConnection).toBeTypeOf('function');
});
