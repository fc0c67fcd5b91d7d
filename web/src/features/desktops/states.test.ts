import { expect, test } from 'vitest';
import { canDelete, canExtend, canStart, canStop, costAt, isPassing, urgency } from './states.ts';

const all = [
  'pending',
  'starting',
  'running',
  'stopping',
  'stopped',
  'deleting',
  'deleted',
  'failed',
];

test('what each state allows', () => {
  expect(all.filter(canStart)).toEqual(['stopped', 'failed']);
  expect(all.filter(canStop)).toEqual(['pending', 'starting', 'running']);
  expect(all.filter(canExtend)).toEqual(['pending', 'starting', 'running']);
  expect(all.filter(canDelete)).not.toContain('deleted');
  expect(all.filter(isPassing)).toEqual(['pending', 'starting', 'stopping', 'deleting']);
});

test('a state that came later allows deleting and nothing else', () => {
  const later = 'hibernating';
  expect([canStart, canStop, canExtend, canDelete, isPassing].map((may) => may(later))).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('cost grows while it runs, and only then', () => {
  const cost = { accruedMicros: 1_000, ratePerHourMicros: 36_000 };
  expect(costAt(cost, 'running', 10)).toBe(1_100);
  expect(costAt(cost, 'running', -10)).toBe(1_000);
  expect(costAt(cost, 'stopped', 10)).toBe(1_000);
});

test('the deadline grows urgent', () => {
  const at = (minutes: number) => new Date(minutes * 60_000).toISOString();
  expect([11, 10, 2, -1].map((minutes) => urgency(at(minutes), 0))).toEqual([
    'calm',
    'soon',
    'now',
    'now',
  ]);
});
