import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names in the first column of a page's tables. */
const namesOn = (page: string): string[] =>
  [...read(`web/content/self-hosting/${page}.md`).matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(
    ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

test('every value that the page of the chart names is one of the chart', () => {
  const values: unknown = parse(read('charts/cyberdesk/values.yaml'));
  const names = namesOn('cluster');
  const missing = names.filter((name) => {
    const found = name
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], values);
    return found === undefined;
  });
  expect(names.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test('every variable that the pages name is read by its service', () => {
  const readers = ['services/api/src/config.ts', 'web/src/lib/config.ts'].map(read).join('\n');
  const names = namesOn('configuration');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !readers.includes(name))).toEqual([]);
});
