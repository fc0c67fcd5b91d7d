import { expect, test } from 'vitest';
import { streamEvents } from './stream-events.ts';

test.todo('streamEvents does what its contract says');

test('streamEvents exists', () => {
  expect(streamEvents).toBeTypeOf('function');
});
