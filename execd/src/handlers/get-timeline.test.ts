import { expect, test } from 'vitest';
import { getTimeline } from './get-timeline.ts';

test.todo('getTimeline does what its contract says');

test('getTimeline exists', () => {
  expect(getTimeline).toBeTypeOf('function');
});
