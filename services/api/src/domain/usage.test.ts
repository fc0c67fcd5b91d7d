import { expect, test } from 'vitest';
import { summarize, type Interval } from './usage.ts';

const at = (text: string) => new Date(`2026-03-${text}Z`);
const month = { from: at('01T00:00:00'), to: at('31T00:00:00') };
const ran = (from: string, to: string | null, desktopId = 'a'): Interval => ({
  desktopId,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  ratePerHourMicros: 60_001,
});

test('an interval over midnight counts on both days, to the second', () => {
  const { total, days } = summarize(
    [ran('01T23:59:59.500', '02T00:00:01.500')],
    month,
    at('09T00:00:00'),
  );
  expect(total.runningSeconds).toBe(2);
  expect(days.map(({ name, runningSeconds }) => [name, runningSeconds])).toEqual([
    ['2026-03-01', 0],
    ['2026-03-02', 2],
  ]);
});

test('an open interval counts up to now, and nothing counts outside the span', () => {
  const span = { from: at('02T00:00:00'), to: at('03T00:00:00') };
  const { total } = summarize([ran('01T23:00:00', null)], span, at('02T01:00:00'));
  expect(total).toEqual({ runningSeconds: 3600, costMicros: 60_001 });
  expect(summarize([ran('01T23:00:00', null)], span, at('09T00:00:00')).total.runningSeconds).toBe(
    86_400,
  );
});

test('days, desktops and total add up to the same numbers', () => {
  const intervals = Array.from({ length: 60 }, (_, n) =>
    ran(
      `0${(n % 7) + 1}T1${n % 10}:00:${10 + (n % 50)}.3`,
      `0${(n % 7) + 2}T0${n % 9}:13:07.1`,
      `d${n % 4}`,
    ),
  );
  const { total, days, desktops } = summarize(intervals, month, at('20T00:00:00'));
  for (const name of ['runningSeconds', 'costMicros'] as const) {
    expect(days.reduce((sum, each) => sum + each[name], 0)).toBe(total[name]);
    expect(desktops.reduce((sum, each) => sum + each[name], 0)).toBe(total[name]);
  }
  for (const each of desktops)
    expect(each.costMicros).toBe(Math.floor((each.runningSeconds * 60_001) / 3600));
});
