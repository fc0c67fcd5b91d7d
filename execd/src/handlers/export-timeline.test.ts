import { expect, test } from 'vitest';
import { exportTimeline } from './export-timeline.ts';

test.todo('exportTimeline does what its contract says');

test('exportTimeline exists', () => {
  expect(exportTimeline).toBeTypeOf('function');
});
