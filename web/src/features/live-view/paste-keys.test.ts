import { expect, test } from 'vitest';
import { isPaste } from './paste-keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  ['Ctrl + V', { ...none, key: 'v', ctrlKey: true }, true],
  ['Ctrl + Shift + V', { ...none, key: 'V', ctrlKey: true }, true],
  ['Command + V', { ...none, key: 'v', metaKey: true }, true],
  ['V', { ...none, key: 'v' }, false],
  [
    'Ctrl + Alt + V, which writes a sign on some keyboards',
    { ...none, key: 'v', ctrlKey: true, altKey: true },
    false,
  ],
  ['Ctrl + C', { ...none, key: 'c', ctrlKey: true }, false],
])('%s', (_, event, is) => {
  expect(isPaste(event)).toBe(is);
});
