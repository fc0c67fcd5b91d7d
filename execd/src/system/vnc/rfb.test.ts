import { expect, test } from 'vitest';
import { ClientFilter, MAX_MESSAGE_BYTES } from './rfb.ts';

const HELLO = Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.from([1, 0])]);
const message = (type: number, length: number, at: Record<number, number> = {}): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes[0] = type;
  for (const [index, value] of Object.entries(at)) bytes[Number(index)] = value;
  return bytes;
};
const encodings = message(2, 12, { 3: 2 });
const cutText = Buffer.concat([message(6, 8, { 7: 5 }), Buffer.from('hello')]);
const fence = message(248, 12, { 8: 3 });
const desktopSize = message(251, 24, { 6: 1 });
const qemuKey = message(255, 12);
const reads = [message(0, 20), encodings, message(3, 10), message(150, 10), fence];
const acts = [message(4, 8), message(5, 6), cutText, desktopSize, qemuKey];

const always = () => true;
const never = () => false;

function started(role: 'view' | 'control'): ClientFilter {
  const filter = new ClientFilter(role === 'control' ? always : never);
  filter.push(HELLO);
  return filter;
}

test('the handshake passes, and the client is made to share', () => {
  const passed = new ClientFilter(always).push(HELLO);
  expect(passed.toString('latin1')).toBe('RFB 003.008\n\u0001\u0001');
});

test('control passes everything that is known, unchanged', () => {
  const all = Buffer.concat([...reads, ...acts]);
  expect(started('control').push(all).equals(all)).toBe(true);
});

test('a viewer’s key, pointer, clipboard and resize messages are dropped', () => {
  const mixed = Buffer.concat(acts.flatMap((act, i) => [act, reads[i] as Buffer]));
  expect(started('view').push(mixed).equals(Buffer.concat(reads))).toBe(true);
});

test('it does not matter how the bytes are cut', () => {
  const all = Buffer.concat([HELLO, ...reads, ...acts, ...reads]);
  const filter = new ClientFilter(never);
  const passed = [...all].map((byte) => filter.push(Buffer.from([byte])));
  expect(
    Buffer.concat(passed)
      .subarray(14)
      .equals(Buffer.concat([...reads, ...reads])),
  ).toBe(true);
});

test('a text is told as a change of the clipboard, what only agrees on it is not', () => {
  const told: string[] = [];
  const filter = new ClientFilter(always, (act) => told.push(act));
  const extended = (flags: number): Buffer =>
    message(6, 12, { 4: 255, 5: 255, 6: 255, 7: 252, 8: flags });
  const agreeing = [0x1f, 0x02, 0x04, 0x08].map(extended);
  filter.push(Buffer.concat([HELLO, ...agreeing]));
  expect(told).toEqual([]);
  filter.push(Buffer.concat([extended(0x10), cutText]));
  expect(told).toEqual(['clipboard', 'clipboard']);
});

test('what is not known closes the connection', () => {
  for (const bytes of [message(7, 1), message(249, 4), message(255, 4, { 1: 1 })]) {
    expect(() => started('control').push(bytes)).toThrow('not known');
  }
});

test('other versions and security types are refused', () => {
  expect(() => new ClientFilter(never).push(Buffer.from('RFB 003.003\n'))).toThrow('RFB 3.8');
  expect(() => new ClientFilter(never).push(Buffer.from('RFB 003.008\n\u0002'))).toThrow('None');
});

test('lengths that lie are refused before anything is kept', () => {
  const huge = message(6, 8);
  huge.writeUInt32BE(MAX_MESSAGE_BYTES, 4);
  expect(() => started('control').push(huge)).toThrow('too long');
  const negative = message(6, 8);
  negative.writeInt32BE(-2_147_483_648, 4);
  expect(() => started('control').push(negative)).toThrow('too long');
  expect(() => started('control').push(message(2, 4, { 2: 255 }))).toThrow('too many');
  expect(() => started('control').push(message(248, 9, { 8: 65 }))).toThrow('too many');
});

test('random bytes never pass a viewer’s filter as input', () => {
  for (let round = 0; round < 300; round++) {
    const filter = started('view');
    const bytes = Buffer.from(Array.from({ length: 64 }, () => Math.floor(Math.random() * 256)));
    let passed: Buffer = Buffer.alloc(0);
    try {
      passed = filter.push(bytes);
    } catch {
      continue;
    }
    expect([4, 5, 6, 251, 255]).not.toContain(passed[0]);
  }
});

const keyEvent = (down: number): Buffer => message(4, 8, { 1: down, 7: 0x61 });
const qemuKeyEvent = (down: number): Buffer => message(255, 12, { 3: down, 11: 30 });
const pointerEvent = (mask: number): Buffer => message(5, 6, { 1: mask, 3: 9 });

test('who may no longer act lets go of every key and button, once', () => {
  let mayAct = true;
  const filter = new ClientFilter(() => mayAct);
  filter.push(HELLO);
  filter.push(Buffer.concat([keyEvent(1), qemuKeyEvent(1), pointerEvent(1)]));
  expect(filter.letGo()).toHaveLength(0);
  mayAct = false;
  const ups = Buffer.concat([keyEvent(0), qemuKeyEvent(0), pointerEvent(0)]);
  expect(filter.letGo().equals(ups)).toBe(true);
  expect(filter.letGo()).toHaveLength(0);
  expect(filter.push(keyEvent(1))).toHaveLength(0);
});

test('what is up already is not let go again', () => {
  let mayAct = true;
  const filter = new ClientFilter(() => mayAct);
  filter.push(HELLO);
  filter.push(Buffer.concat([keyEvent(1), keyEvent(0), pointerEvent(1), pointerEvent(8)]));
  mayAct = false;
  expect(filter.letGo()).toHaveLength(0);
});
