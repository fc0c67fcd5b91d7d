import { expect, test } from 'vitest';
import { deadlineOf } from './deadline.ts';
import { labelFault, parseLabelFilters } from './labels.ts';
import { unstorableText } from './text.ts';

const now = new Date('2026-03-01T00:00:00Z');

test('a deadline is an hour ahead unless asked for, and only one of both ways', () => {
  expect(deadlineOf({}, now)).toEqual({ expiresAt: new Date('2026-03-01T01:00:00Z') });
  expect(deadlineOf({ timeoutSeconds: 60 }, now)).toEqual({
    expiresAt: new Date('2026-03-01T00:01:00Z'),
  });
  const both = deadlineOf({ timeoutSeconds: 60, expiresAt: '2026-03-02T00:00:00Z' }, now);
  expect(both).toMatchObject({ fault: { pointer: '/timeoutSeconds' } });
});

test.each([
  ['the past', '2026-02-28T23:59:59Z', 'past'],
  ['now', '2026-03-01T00:00:00Z', 'past'],
  ['too far', '2026-03-31T00:00:01Z', 'ahead'],
  ['no date', 'soon', 'past'],
])('a deadline in %s is refused', (_name, expiresAt, word) => {
  expect(deadlineOf({ expiresAt }, now)).toMatchObject({
    fault: { pointer: '/expiresAt', message: expect.stringContaining(word) as string },
  });
});

test('labels have bounds', () => {
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`l${n}`, '']));
  expect(labelFault(many)).toMatchObject({ pointer: '/labels' });
  expect(labelFault({ 'a=b': '' })).toMatchObject({ pointer: '/labels/a=b' });
  expect(labelFault({ a: 'x'.repeat(256) })).toMatchObject({ pointer: '/labels/a' });
  expect(labelFault({ a: 'x'.repeat(255) })).toBeUndefined();
  expect(parseLabelFilters(['a=b=c', 'd='])).toEqual({ a: 'b=c', d: '' });
});

test('NUL and half of a surrogate pair are found wherever they are', () => {
  expect(unstorableText({ a: [{ b: 'x\0' }] })).toBe('/a/0/b');
  expect(unstorableText({ 'k\0': 1 })).toBe('/k\0');
  expect(unstorableText({ a: '\ud800' })).toBe('/a');
  expect(unstorableText({ a: '😀', b: null, c: 1 })).toBeUndefined();
});
