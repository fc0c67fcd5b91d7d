import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutputLog } from './output-log.ts';
import type { Gap, Piece } from './output-log.ts';

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'log-'))));
afterEach(() => rm(directory, { recursive: true }));
const never = new AbortController().signal;
const make = (bounds = {}) => new OutputLog(join(directory, 'cmd'), bounds);
const add = (log: OutputLog, stream: 'stdout' | 'stderr', text: string) =>
  log.append({ stream, bytes: Buffer.from(text) });
const all = async (log: OutputLog, from = 0): Promise<(Piece | Gap)[]> => {
  const pieces = [];
  for await (const piece of log.read(from, never)) pieces.push(piece);
  return pieces;
};
const words = (pieces: (Piece | Gap)[]) =>
  pieces.map((piece) =>
    piece.type === 'gap' ? `gap ${piece.missingBytes}` : `${piece.stream} ${String(piece.bytes)}`,
  );

test('both streams in the order in which they came, from any offset', async () => {
  const log = make();
  add(log, 'stdout', 'one');
  add(log, 'stderr', 'two');
  add(log, 'stdout', 'three');
  await log.close();
  expect(words(await all(log))).toEqual(['stdout one', 'stderr two', 'stdout three']);
  expect(words(await all(log, 4))).toEqual(['stderr wo', 'stdout three']);
  expect(words(await all(log, 11))).toEqual([]);
  expect(words(await all(log, 999))).toEqual([]);
});

test('a reader follows what is still written, and ends with it', async () => {
  const log = make();
  const reading = all(log);
  add(log, 'stdout', 'a');
  await new Promise(setImmediate);
  add(log, 'stderr', 'b');
  await log.close();
  expect(words(await reading)).toEqual(['stdout a', 'stderr b']);
});

test('it is the same after a restart', async () => {
  const log = make({ segmentBytes: 10 });
  for (let i = 0; i < 10; i++) add(log, i % 2 ? 'stdout' : 'stderr', `piece ${i} `);
  await log.close();
  const again = new OutputLog(join(directory, 'cmd'), {}, log.kept);
  expect(await all(again, 17)).toEqual(await all(log, 17));
  expect(again.end).toBe(80);
});

test('only the newest is kept, on disk and in order; what is missing is told', async () => {
  const log = make({ segmentBytes: 100, keepBytes: 300 });
  for (let i = 0; i < 100; i++) {
    add(log, 'stdout', String(i).padStart(50, '.'));
    await log.drained();
  }
  await log.close();
  const pieces = await all(log);
  expect(words(pieces)[0]).toMatch(/^gap 4[67]00$/);
  expect(words(pieces).at(-1)).toContain('99');
  expect((await readdir(directory)).length).toBeLessThanOrEqual(4);
  await log.delete();
  expect(await readdir(directory)).toEqual([]);
});

test('tiny pieces cost no more than large ones', async () => {
  const log = make();
  for (let i = 0; i < 10_000; i++) add(log, 'stdout', 'x');
  await log.close();
  expect((await all(log)).length).toBeLessThan(5);
});

test('a command that is quicker than the disk is held back', async () => {
  const log = make({ segmentBytes: 10, waiting: 2 });
  for (let i = 0; i < 4; i++) add(log, 'stdout', '0123456789');
  expect(log.isFull).toBe(true);
  await log.drained();
  expect(log.isFull).toBe(false);
});
