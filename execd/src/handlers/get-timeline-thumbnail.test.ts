import { expect, test } from 'vitest';
import { getTimelineThumbnail } from './get-timeline-thumbnail.ts';

test.todo('getTimelineThumbnail does what its contract says');

test('getTimelineThumbnail exists', () => {
  expect(getTimelineThumbnail).toBeTypeOf('function');
});
