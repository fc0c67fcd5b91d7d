import { expect, test } from 'vitest';
import { createDueTimes } from './due.ts';

test('gives keys back in the order of their times', () => {
  const due = createDueTimes();
  const times = Array.from({ length: 500 }, (_, index) => (index * 7919) % 1000);
  times.forEach((at, index) => due.set(`k${index}`, at));
  expect(due.next()).toBe(Math.min(...times));
  const taken = [100, 400, 1000].flatMap((now) => due.take(now));
  expect(taken).toHaveLength(500);
  const order = taken.map((key) => times[Number(key.slice(1))] ?? -1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(due.next()).toBeUndefined();
});

test('a key has one time: the last that was set', () => {
  const due = createDueTimes();
  due.set('a', 10);
  due.set('a', 50);
  due.set('b', 20);
  expect(due.take(30)).toEqual(['b']);
  expect(due.get('a')).toBe(50);
  due.set('a', 5);
  expect(due.take(30)).toEqual(['a']);
  expect(due.take(100)).toEqual([]);
});

test('a deleted key never comes', () => {
  const due = createDueTimes();
  due.set('a', 10);
  due.delete('a');
  expect(due.next()).toBeUndefined();
  expect(due.take(100)).toEqual([]);
});

test('the same time again is one item', () => {
  const due = createDueTimes();
  due.set('a', 10);
  due.delete('a');
  due.set('a', 10);
  expect(due.take(10)).toEqual(['a']);
  expect(due.take(10)).toEqual([]);
});
