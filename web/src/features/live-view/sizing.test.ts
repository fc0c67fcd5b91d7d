import { expect, test } from 'vitest';
import { sizeIn } from './sizing.ts';

test.each([
  [
    { width: 1100.4, height: 640.9 },
    { width: 1100, height: 640 },
  ],
  [
    { width: 200, height: 90 },
    { width: 320, height: 240 },
  ],
  [
    { width: 9_000, height: 9_000 },
    { width: 7680, height: 4320 },
  ],
])('a desktop in a place of %j is %j', (place, size) => {
  expect(sizeIn(place)).toEqual(size);
});
