import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@cyberdesk/generated/execd/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { afterAll, afterEach, expect, test } from 'vitest';
import { silent } from '../log.ts';
import { CommandStore } from './store.ts';

const directory = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(directory, { recursive: true }));
afterEach(() => readdirSync(directory).forEach((name) => rmSync(join(directory, name))));
const MIB = 1024 * 1024;
/** Of a stretch in 16 pieces, each with its head. */
const FILE_BYTES = MIB + 16 * 5;
const never = new AbortController().signal;

const command = (id: string, state: string): Command => ({
  id,
  command: 'x',
  state,
  background: true,
  stdout: '',
  stderr: '',
  stdoutTruncated: false,
  stderrTruncated: false,
  stdoutBytes: 0,
  stderrBytes: 0,
  startedAt: new Date().toISOString(),
});

test('a command that ends while its start is written stays ended, in memory and on disk', async () => {
  const store = new CommandStore(directory, silent);
  await store.ready;
  const ids = Array.from({ length: 50 }, () => newId('cmd'));
  const notes = ids.map(async (id) => {
    const note = store.noteRunning({ ...command(id, 'running'), processId: process.pid });
    store.keep({ ...command(id, 'finished'), stdout: 'out' }, store.newLog(id));
    await Promise.all([note, store.find(id)?.saved]);
  });
  await Promise.all(notes);
  for (const id of ids) {
    expect(await store.read(id)).toMatchObject({ state: 'finished', stdout: 'out' });
    const record = JSON.parse(readFileSync(join(directory, `${id}.json`), 'utf8')) as object;
    expect(record).toMatchObject({ command: { state: 'finished', stdout: 'out' } });
  }
});

test('what a lost command wrote before the crash is still there, cut where it broke off', async () => {
  const first = new CommandStore(directory, silent);
  await first.ready;
  const id = newId('cmd');
  await first.noteRunning(command(id, 'running'));
  const log = first.newLog(id);
  // More than one stretch: the last one is only in memory, and lost with the process.
  for (let i = 0; i < 40; i++)
    log.append({ stream: 'stdout', bytes: Buffer.alloc(65_536, 97 + i) });
  const sizes = () =>
    readdirSync(directory).flatMap((name) =>
      name.endsWith('.json') ? [] : [statSync(join(directory, name)).size],
    );
  await expect.poll(sizes).toEqual([FILE_BYTES, FILE_BYTES]);
  const [, cut = ''] = readdirSync(directory).filter((name) => !name.endsWith('.json'));
  truncateSync(join(directory, cut), FILE_BYTES - 100);

  const second = new CommandStore(directory, silent);
  await second.ready;
  expect(await second.read(id)).toMatchObject({ state: 'lost' });
  const found = second.find(id)?.log;
  expect([found?.start, found?.end]).toEqual([0, 2 * MIB - 100]);
  let text = '';
  for await (const piece of found?.read(65_530, never) ?? [])
    if (piece.type === 'output') text += String(piece.bytes);
  expect(text.slice(0, 10)).toBe('aaaaaabbbb');
  await second.delete(id);
  expect(readdirSync(directory)).toEqual([]);
});
