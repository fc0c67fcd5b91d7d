import { randomBytes, randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { Frames, opcodes } from './frames.ts';

/** A frame as a server sends it. */
const frame = (opcode: number, payload: Buffer, first = 0x80): Buffer => {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = first | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
};

const listen = (text = false) => {
  const heard = { passed: [] as Buffer[], control: [] as string[], broken: [] as string[] };
  const frames = new Frames(
    {
      pass: (bytes) => heard.passed.push(Buffer.from(bytes)),
      control: (opcode, payload) => heard.control.push(`${opcode} ${payload.toString()}`),
      broken: (what) => heard.broken.push(what),
    },
    { text },
  );
  return { frames, heard, passed: () => Buffer.concat(heard.passed) };
};

test('messages pass byte for byte however they are cut, control frames are taken out', () => {
  const sizes = [0, 1, 125, 126, 65_535, 65_536, 200_000];
  const messages = sizes.map((size) => frame(2, randomBytes(size)));
  const controls = [frame(opcodes.ping, Buffer.from('hi')), frame(opcodes.pong, Buffer.alloc(0))];
  const all = Buffer.concat(messages.flatMap((message) => [message, ...controls]));
  for (let round = 0; round < 20; round += 1) {
    const { frames, heard, passed } = listen();
    for (let at = 0; at < all.length;) {
      const end = at + (round < 5 ? randomInt(1, 20) : randomInt(1, 100_000));
      frames.push(all.subarray(at, end));
      at = end;
    }
    expect(passed().equals(Buffer.concat(messages))).toBe(true);
    expect(heard.control).toEqual(sizes.flatMap(() => ['9 hi', '10 ']));
    expect(frames.isWhole).toBe(true);
  }
});

test('what is put in comes between two frames', () => {
  const { frames, heard, passed } = listen();
  const [first, second] = [frame(2, Buffer.from('first')), frame(2, Buffer.from('second'))];
  frames.push(first.subarray(0, 4));
  expect(frames.isWhole).toBe(false);
  frames.whenWhole(() => heard.passed.push(Buffer.from('|')));
  expect(passed().equals(first.subarray(0, 4))).toBe(true);
  frames.push(Buffer.concat([first.subarray(4), second]));
  expect(passed().equals(Buffer.concat([first, Buffer.from('|'), second]))).toBe(true);
  frames.whenWhole(() => heard.passed.push(Buffer.from('!')));
  expect(passed().at(-1)).toBe('!'.charCodeAt(0));
});

test('after the end nothing passes, not even of the same read', () => {
  const { frames, passed } = listen();
  const first = frame(2, Buffer.from('first'));
  frames.push(first.subarray(0, 3));
  frames.whenWhole(() => frames.stop());
  frames.push(Buffer.concat([first.subarray(3), first]));
  frames.push(first);
  expect(passed().equals(first)).toBe(true);
});

const good = frame(2, Buffer.from('good'));
test.each([
  ['a reserved bit', frame(2, Buffer.from('x'), 0xc0), 'unsound'],
  ['a mask', Buffer.from([0x82, 0x81, 0, 0, 0, 0, 1]), 'unsound'],
  ['an unknown kind', frame(3, Buffer.from('x')), 'unsound'],
  ['a long ping', frame(9, Buffer.alloc(126)), 'unsound'],
  ['a length past all bounds', Buffer.from('827fffffffffffffffff', 'hex'), 'unsound'],
  ['text where bytes are spoken', frame(1, Buffer.from('x')), 'text'],
])('%s ends it', (_, bad, what) => {
  const { frames, heard, passed } = listen();
  frames.push(Buffer.concat([good, bad]));
  expect(heard.broken).toEqual([what]);
  expect(passed().equals(good)).toBe(true);
});

test('text passes where it may', () => {
  const { frames, passed } = listen(true);
  frames.push(frame(1, Buffer.from('x')));
  expect(passed()).toHaveLength(3);
});
