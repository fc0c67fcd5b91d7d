import { expect, test } from 'vitest';
import { nextPath } from './next-path.ts';

test.each(['/desktops', '/desktops/dsk_1?tab=files', '/keys'])('%s is followed', (path) => {
  expect(nextPath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/%09/evil\n',
  'https://evil.example',
  'javascript:alert(1)',
  'desktops',
  '',
  `/${'a'.repeat(600)}`,
  undefined,
  ['/keys'],
])('%j leads to the dashboard', (path) => {
  expect(nextPath(path)).toBe('/desktops');
});
