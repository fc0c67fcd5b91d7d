import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileEvent } from '@cyberdesk/generated/execd/types.gen';
import type { ServerEvent } from '@cyberdesk/runtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownUser } from '../../processes/user.ts';
import { ask } from '../path.ts';
import { writeFile as put } from '../write.ts';
import { watchFiles } from './watch.ts';

let root: string;
let stop: AbortController;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watch-'));
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await rm(root, { recursive: true, force: true });
});

type Stream = AsyncGenerator<ServerEvent<FileEvent>, void>;
const watch = (recursive: boolean): Promise<Stream> =>
  watchFiles(ask('/', root), { recursive, signal: stop.signal });

/** The next events as text, until one is this. */
async function until(stream: Stream, last: string): Promise<string[]> {
  const seen: string[] = [];
  while (seen.at(-1) !== last) {
    const { value, done } = await stream.next();
    if (done) throw new Error(`the stream ended after ${seen.join(', ')}`);
    const { data } = value;
    const path = (each = '') => each.slice(root.length + 1);
    if (data.type !== 'change') seen.push(data.type);
    else seen.push(`${data.change} ${data.from ? `${path(data.from)} > ` : ''}${path(data.path)}`);
  }
  return seen;
}

test('tells what happens to files, and nothing of our own unfinished ones', async () => {
  await writeFile(join(root, 'old'), '1');
  const stream = await watch(false);
  expect(await until(stream, 'ready')).toEqual(['ready']);
  await writeFile(join(root, 'old'), '2');
  expect(await until(stream, 'modified old')).toEqual(['modified old']);
  await rename(join(root, 'old'), join(root, 'new'));
  const moved = await until(stream, 'moved old > new');
  expect(moved.filter((each) => each !== 'modified old')).toEqual(['moved old > new']);
  await rm(join(root, 'new'));
  expect(await until(stream, 'deleted new')).toEqual(['deleted new']);
  async function* content() {
    yield Buffer.from('x');
  }
  await put(ask('/', join(root, 'ours')), {
    content: content(),
    mode: undefined,
    owner: ownUser(),
  });
  expect(await until(stream, 'created ours')).toEqual(['created ours']);
  await put(ask('/', join(root, 'ours')), {
    content: content(),
    mode: undefined,
    owner: ownUser(),
  });
  expect(await until(stream, 'modified ours')).toContain('modified ours');
});

test('directories below are watched from the moment they are there', async () => {
  await mkdir(join(root, 'a/b'), { recursive: true });
  const stream = await watch(true);
  const { value } = await stream.next();
  expect(value).toMatchObject({ event: 'ready', data: { type: 'ready', directories: 3 } });
  await writeFile(join(root, 'a/b/f'), '');
  await until(stream, 'created a/b/f');
  await mkdir(join(root, 'n/e/w'), { recursive: true });
  await writeFile(join(root, 'n/e/w/f'), '');
  const seen = await until(stream, 'created n/e/w/f');
  expect(seen.filter((each) => each.startsWith('created'))).toEqual([
    'created n',
    'created n/e',
    'created n/e/w',
    'created n/e/w/f',
  ]);
  await rename(join(root, 'n'), join(root, 'm'));
  await until(stream, 'moved n > m');
  await writeFile(join(root, 'm/e/g'), '');
  await until(stream, 'created m/e/g');
  await rm(join(root, 'm'), { recursive: true });
  const gone = await until(stream, 'deleted m');
  expect(gone).toContain('deleted m/e/g');
});

test('what the kernel dropped is told as a gap, and the stream ends', async () => {
  const stream = await watch(false);
  await until(stream, 'ready');
  const script = 'for i in $(seq 1 20000); do : > $i; done';
  execFileSync('sh', ['-c', script], { cwd: root });
  const seen = await until(stream, 'gap');
  expect(seen.at(-1)).toBe('gap');
  expect((await stream.next()).done).toBe(true);
});

test('the end of the directory itself ends the stream', async () => {
  const stream = await watch(true);
  await until(stream, 'ready');
  await rm(root, { recursive: true });
  expect(await until(stream, 'gap')).toEqual(['gap']);
  expect((await stream.next()).done).toBe(true);
});

test('a client that leaves takes its watches with it', async () => {
  const open = async () => (await readdir('/proc/self/fd')).length;
  const before = await open();
  for (let i = 0; i < 40; i++) {
    const stream = await watch(false);
    await until(stream, 'ready');
    if (i % 2 === 0) await stream.return();
    else stop.abort();
    stop = new AbortController();
  }
  expect(await open()).toBeLessThanOrEqual(before + 2);
});

test('what is no directory cannot be watched', async () => {
  await writeFile(join(root, 'f'), '');
  const watching = watchFiles(ask('/', join(root, 'f')), { recursive: false, signal: stop.signal });
  await expect(watching).rejects.toMatchObject({ code: 'fileNotFound' });
});
