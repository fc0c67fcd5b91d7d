import type { DesktopData } from 'cyberdesk';
import { expect, test } from 'vitest';
import { search } from './filter.ts';

const desktop = (id: string, name: string, labels = {}) => ({ id, name, labels }) as DesktopData;
const all = [
  desktop('dsk_a', 'Invoice agent', { team: 'Finance' }),
  desktop('dsk_b', 'Browser tests', { team: 'qa' }),
];
const found = (text: string) => search(all, text).map(({ id }) => id);

test('every word must be in name, id or labels', () => {
  expect(found('')).toEqual(['dsk_a', 'dsk_b']);
  expect(found(' AGENT ')).toEqual(['dsk_a']);
  expect(found('team=qa')).toEqual(['dsk_b']);
  expect(found('invoice qa')).toEqual([]);
  expect(found('dsk_')).toEqual(['dsk_a', 'dsk_b']);
});
