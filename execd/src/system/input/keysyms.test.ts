import { expect, test } from 'vitest';
import { codePointOf, isTypable, keysymOf, unicodeKeysym } from './keysyms.ts';

test('names that people type stand for the keys they mean', () => {
  const names = ['ctrl', 'CTRL', 'Control_L', 'cmd', 'Super_L', 'enter', 'Return', 'esc', 'Escape'];
  expect(names.map((name) => keysymOf(name)?.toString(16))).toEqual([
    'ffe3',
    'ffe3',
    'ffe3',
    'ffeb',
    'ffeb',
    'ff0d',
    'ff0d',
    'ff1b',
    'ff1b',
  ]);
  expect(keysymOf('page_down')).toBe(0xff56);
  expect(keysymOf('ArrowUp')).toBe(0xff52);
  expect(keysymOf('f12')).toBe(0xffc9);
  expect(keysymOf('XF86AudioMute')).toBe(0x1008ff12);
});

test('a single character is its own name, and case counts', () => {
  expect(keysymOf('a')).toBe(0x61);
  expect(keysymOf('A')).toBe(0x41);
  expect(keysymOf('é')).toBe(0xe9);
  expect(keysymOf('中')).toBe(0x01004e2d);
  expect(keysymOf('😀')).toBe(0x0101f600);
  expect(keysymOf('\n')).toBe(0xff0d);
});

test('what is no key has no keysym', () => {
  for (const name of ['', 'ctrl+c', 'hyperspace', '\u0000', '\u001b', '\ud800', '__proto__']) {
    expect(keysymOf(name), JSON.stringify(name)).toBeUndefined();
  }
});

test('keysyms and characters are each other’s inverse', () => {
  for (const character of ['a', 'ß', 'Я', '日', '😀', '€', '\u0301']) {
    expect(codePointOf(unicodeKeysym(character))).toBe(character.codePointAt(0));
  }
  // Older keysyms of layouts: Cyrillic_a, EuroSign, aogonek.
  expect([0x6c1, 0x20ac, 0x1b1].map((keysym) => codePointOf(keysym))).toEqual([
    0x430, 0x20ac, 0x105,
  ]);
  expect(codePointOf(0xff0d)).toBeUndefined();
});

test('control characters and halves of surrogate pairs cannot be typed', () => {
  const points = [0x00, 0x08, 0x1b, 0x7f, 0x85, 0xd800, 0xdfff];
  expect(points.filter((point) => isTypable(point))).toEqual([]);
  expect([0x09, 0x0a, 0x20, 0xa0, 0xe000, 0x10ffff].every((point) => isTypable(point))).toBe(true);
});
