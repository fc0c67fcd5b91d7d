import { expect, test } from 'vitest';
import { axisOf, beginOf, everyDay } from './spans.ts';

test('a span of seven days begins six midnights before today', () => {
  const now = Date.parse('2026-11-23T14:30:00Z');
  expect(beginOf('week', now)).toBe('2026-11-17T00:00:00.000Z');
  expect(beginOf('month', now)).toBe('2026-10-25T00:00:00.000Z');
});

test('days without use are shown as such', () => {
  const used = { day: '2026-11-22', runningSeconds: 60, costMicros: 1_000 };
  const days = everyDay([used], '2026-11-21T00:00:00Z', '2026-11-23T14:00:00Z');
  expect(days.map(({ day, runningSeconds }) => [day, runningSeconds])).toEqual([
    ['2026-11-21', 0],
    ['2026-11-22', 60],
    ['2026-11-23', 0],
  ]);
});

test('an axis ends at a round number that nothing passes', () => {
  expect([0, 1, 7, 35, 230].map((most) => axisOf(most))).toEqual([
    { top: 1, step: 1 },
    { top: 1, step: 0.25 },
    { top: 8, step: 2 },
    { top: 40, step: 10 },
    { top: 300, step: 100 },
  ]);
});
