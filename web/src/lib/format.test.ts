import { expect, test } from 'vitest';
import { bytes, counted, countdown, duration, money, relative, utcDay } from './format.ts';

test('durations', () => {
  expect([8, 60, 720, 3_905].map(duration)).toEqual(['8 s', '1 min', '12 min', '1 h 05 min']);
});

test('what is left until a moment, never less than nothing', () => {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  expect([3_547, 3_729, -5].map((left) => countdown(at(left), 0))).toEqual([
    '59:07',
    '1:02:09',
    '00:00',
  ]);
});

test('small sums show their digits', () => {
  expect([0, 60_000, 180, 1_500_000].map((micros) => money(micros, 'USD'))).toEqual([
    '$0.00',
    '$0.06',
    '$0.0002',
    '$1.50',
  ]);
});

test('bytes', () => {
  expect([0, 512, 2_147_483_648, 1_610_612_736].map(bytes)).toEqual([
    '0 B',
    '512 B',
    '2 GiB',
    '1.5 GiB',
  ]);
});

test('moments as people say them', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(relative('2026-11-23T11:55:00Z', now)).toBe('5 minutes ago');
  expect(relative('2026-11-23T14:00:00Z', now)).toBe('in 2 hours');
  expect(relative('2026-11-23T12:00:03Z', now)).toBe('just now');
});

test('days are those of UTC, counts have one and many', () => {
  expect(utcDay('2026-11-23')).toBe('23 Nov');
  expect([0, 1, 1_200].map((amount) => counted(amount, 'desktop'))).toEqual([
    '0 desktops',
    '1 desktop',
    '1,200 desktops',
  ]);
});
