import { expect, test } from 'vitest';
import { ratio, verdict } from './table.ts';

test.each([
  ['a figure within its upper bound', ratio('', 1, 4, { atMost: 0.25 }), '≤ 0.25: met'],
  ['a figure above its upper bound', ratio('', 1, 3, { atMost: 0.25 }), '≤ 0.25: MISSED'],
  ['a figure above its lower bound', ratio('', 8, 2, { atLeast: 4 }), '≥ 4: met'],
  ['a figure below its lower bound', ratio('', 7, 2, { atLeast: 4 }), '≥ 4: MISSED'],
  ['no number', ratio('', Number.NaN, 2, { atMost: 4 }), '≤ 4: MISSED'],
  ['a peer that failed', { what: '', value: 0, unit: 'x', atMost: 1, failed: 'x' }, '≤ 1: MISSED'],
])('%s', (_name, row, expected) => {
  expect(verdict(row)).toBe(`  goal ${expected}`);
});

test('a figure without a goal has no verdict', () => {
  expect(verdict(ratio('', 1, 2))).toBe('');
});
