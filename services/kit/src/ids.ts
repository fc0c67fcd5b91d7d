import { openSync, readSync, closeSync } from 'node:fs';

/** Base32 in ASCII order, so that ids sort as their times do. */
const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';
const LENGTH = 34;
const RANDOM_BITS = 122n;

/**
 * A new id: the prefix, `_` and 34 lowercase base32 characters, made of 48 bits of time and 122 random bits.
 * The bits come from the kernel: Node's own generator would repeat itself in a cloned machine.
 */
export const newId = (prefix: string, now: number = Date.now()): string => {
  const random = BigInt(`0x${kernelRandom(16).toString('hex')}`) >> 6n;
  let value = (BigInt(now) << RANDOM_BITS) | random;
  let text = '';
  for (let i = 0; i < LENGTH; i += 1) {
    text = (ALPHABET[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return `${prefix}_${text}`;
};

/** Random bytes from the kernel. */
export const kernelRandom = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  const file = openSync('/dev/urandom', 'r');
  try {
    readSync(file, bytes, 0, length, null);
  } finally {
    closeSync(file);
  }
  return bytes;
};

/** An id as a Kubernetes name: `dsk_…` → `dsk-…`. */
export const toResourceName = (id: string): string => id.replace('_', '-');

/** A Kubernetes name as an id: `dsk-…` → `dsk_…`. */
export const fromResourceName = (name: string): string => name.replace('-', '_');
