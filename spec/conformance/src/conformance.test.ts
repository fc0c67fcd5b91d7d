import { routes } from '@cyberdesk/generated/gateway/routes.gen';
import { expect, test } from 'vitest';
import { checks, omittedByProcess } from './index.ts';

/** Operations that only the api asks of a desktop, and make no promise to others. */
const INTERNAL = ['openBrowser'];

test('every operation inside a desktop has a promise that is checked', () => {
  const checked = new Set(checks.flatMap(({ operations }) => operations));
  const inside = routes.filter(({ forward }) => forward).map(({ operationId }) => operationId);
  expect(inside.filter((name) => !checked.has(name) && !INTERNAL.includes(name))).toEqual([]);
  expect([...checked].filter((name) => !inside.includes(name))).toEqual([]);
});

test('the process driver omits exactly these', () => {
  const needs = checks.flatMap(({ needs: need }) => need ?? []);
  expect([...new Set(needs)].toSorted()).toEqual([...omittedByProcess].toSorted());
});
