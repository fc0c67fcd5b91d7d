import { expect, test } from 'vitest';
import { makeIso } from '../../../test/iso.ts';
import { readIso } from './iso.ts';

const files = { 'meta-data': 'instance-id: dsk-a\n', 'user-data': '{"jwks":{"keys":[]}}' };

test('reads plain names and Joliet names alike', () => {
  for (const joliet of [false, true]) {
    const found = readIso(makeIso(files, joliet));
    const text = Object.fromEntries([...found].map(([name, bytes]) => [name, bytes.toString()]));
    expect(text).toEqual(files);
  }
});

test('what is no image holds no files, and a cut image does not throw', () => {
  expect(readIso(Buffer.alloc(0)).size).toBe(0);
  expect(readIso(Buffer.alloc(100_000, 7)).size).toBe(0);
  const cut = makeIso(files, true).subarray(0, 21 * 2048 + 5);
  expect(readIso(cut).get('meta-data')?.toString()).toBe('insta');
});
