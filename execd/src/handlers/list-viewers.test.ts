import { expect, test } from 'vitest';
import { listViewers } from './list-viewers.ts';

test.todo('listViewers does what its contract says');

test('listViewers exists', () => {
  expect(listViewers).toBeTypeOf('function');
});
