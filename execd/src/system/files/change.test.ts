import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile as read,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile as write,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownUser } from '../processes/user.ts';
import { appendFile } from './append.ts';
import { createDirectory } from './create-directory.ts';
import { listFiles } from './list.ts';
import { locate } from './locate.ts';
import { giveName } from './part.ts';
import { ask } from './path.ts';
import { deleteFile } from './remove.ts';
import { copyFile, moveFile } from './transfer.ts';
import { writeFile } from './write.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'change-'));
});
afterEach(() => rm(root, { recursive: true }));

const owner = ownUser();
const at = (path: string) => ask('/', join(root, path));
async function* chunks(...parts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}
const text = (path: string) => read(join(root, path), 'utf8');
const transfer = (from: string, to: string, overwrite = false) => ({
  from: ask('/', join(root, from), '/from'),
  to: ask('/', join(root, to), '/to'),
  overwrite,
  owner,
  signal: new AbortController().signal,
});

test('append adds all or nothing', async () => {
  const append = (...parts: (string | Error)[]) =>
    appendFile(at('log'), { content: chunks(...parts), owner });
  expect(await append('a', 'b')).toMatchObject({ sizeBytes: 2, mode: '0644' });
  await Promise.all(Array.from({ length: 20 }, (_, i) => append(`<${i}`, '>')));
  expect((await text('log')).length).toBe(2 + 10 * 3 + 10 * 4);
  expect(await text('log')).toMatch(/^ab(<\d+>){20}$/);
  await expect(append('half', new Error('gone'))).rejects.toMatchObject({ code: 'unavailable' });
  expect(await text('log')).toMatch(/^ab(<\d+>){20}$/);
  const missing = appendFile(at('new'), { content: chunks(new Error('gone')), owner });
  await expect(missing).rejects.toMatchObject({ code: 'unavailable' });
  expect(await readdir(root)).toEqual(['log']);
});

test('preconditions: one of two writers wins, the other is told', async () => {
  const put = (content: string, conditions: { ifMatch?: string; ifNoneMatch?: string }) =>
    writeFile(at('f'), { content: chunks(content), mode: undefined, owner, ...conditions });
  const first = await put('1', { ifNoneMatch: '*' });
  const failed = { code: 'preconditionFailed' };
  await expect(put('2', { ifNoneMatch: '*' })).rejects.toMatchObject(failed);
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) => put(`w${i}`, { ifMatch: first.etag })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(put('3', { ifMatch: first.etag })).rejects.toMatchObject(failed);
  await expect(put('3', { ifMatch: `W/${first.etag}` })).rejects.toMatchObject(failed);
  await rm(join(root, 'f'));
  await expect(put('4', { ifMatch: '*' })).rejects.toMatchObject(failed);
  const created = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) => put(`c${i}`, { ifNoneMatch: '*' })),
  );
  expect(created.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await readdir(root)).toEqual(['f']);
});

test('a program that creates the file during an upload is not overwritten', async () => {
  async function* slowly() {
    yield Buffer.from('ours');
    await write(join(root, 'f'), 'theirs');
  }
  const put = writeFile(at('f'), { content: slowly(), mode: undefined, owner, ifNoneMatch: '*' });
  await expect(put).rejects.toMatchObject({ code: 'preconditionFailed' });
  expect(await text('f')).toBe('theirs');
});

test('the kernel itself refuses a name that was taken in the last moment', async () => {
  await write(join(root, 'part'), 'ours');
  await write(join(root, 'name'), 'theirs');
  await using place = await locate(at('name'), { follow: false });
  const taken = giveName(place.directory, { part: 'part', name: 'name', replace: false });
  await expect(taken).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await text('name')).toBe('theirs');
  await giveName(place.directory, { part: 'part', name: 'other', replace: false });
  expect((await readdir(root)).sort()).toEqual(['name', 'other']);
});

test('deletes files, links and directories, never what links point to', async () => {
  await mkdir(join(root, 'd/e'), { recursive: true });
  await write(join(root, 'd/e/f'), '');
  await mkdir(join(root, 'kept'));
  await write(join(root, 'kept/f'), '');
  await symlink('../kept', join(root, 'd/link'));
  await expect(deleteFile(at('d'), false)).rejects.toMatchObject({ code: 'directoryNotEmpty' });
  await deleteFile(at('d'), true);
  await symlink('kept', join(root, 'link'));
  await deleteFile(at('link'), true);
  expect(await readdir(root)).toEqual(['kept']);
  expect(await readdir(join(root, 'kept'))).toEqual(['f']);
  await expect(deleteFile(at('d'), true)).rejects.toMatchObject({ code: 'fileNotFound' });
  await expect(deleteFile(ask('/', '/'), true)).rejects.toMatchObject({ code: 'invalidPath' });
});

test('creates directories', async () => {
  const create = (path: string, parents: boolean, mode = '0755') =>
    createDirectory(at(path), { parents, mode, owner });
  expect(await create('a/b/c', true, '0700')).toMatchObject({ mode: '0700', type: 'directory' });
  expect((await stat(join(root, 'a/b'))).mode & 0o777).toBe(0o755);
  expect(await create('a/b/c', true)).toMatchObject({ mode: '0700' });
  await expect(create('a/b/c', false)).rejects.toMatchObject({ code: 'fileExists' });
  await expect(create('x/y', false)).rejects.toMatchObject({ code: 'fileNotFound' });
  await write(join(root, 'f'), '');
  await expect(create('f', true)).rejects.toMatchObject({ code: 'fileExists' });
  await expect(create('f/g', true)).rejects.toMatchObject({ code: 'fileExists' });
});

test('moves without replacing, unless asked to', async () => {
  await write(join(root, 'a'), 'a');
  await write(join(root, 'b'), 'b');
  await mkdir(join(root, 'd'));
  const exists = { code: 'fileExists', fields: [{ pointer: '/to' }] };
  await expect(moveFile(transfer('a', 'b'))).rejects.toMatchObject(exists);
  await expect(moveFile(transfer('a', 'd', true))).rejects.toMatchObject(exists);
  const missing = { code: 'fileNotFound', fields: [{ pointer: '/from' }] };
  await expect(moveFile(transfer('no', 'x'))).rejects.toMatchObject(missing);
  const nowhere = { code: 'fileNotFound', fields: [{ pointer: '/to' }] };
  await expect(moveFile(transfer('a', 'no/x'))).rejects.toMatchObject(nowhere);
  expect(await moveFile(transfer('a', 'a'))).toMatchObject({ name: 'a' });
  expect(await moveFile(transfer('a', 'b', true))).toMatchObject({ name: 'b', sizeBytes: 1 });
  expect(await text('b')).toBe('a');
  expect(await moveFile(transfer('b', 'd/c'))).toMatchObject({ path: join(root, 'd/c') });
  await expect(moveFile(transfer('d', 'd/e'))).rejects.toMatchObject({ code: 'invalidPath' });
  await moveFile(transfer('d', 'e'));
  expect(await readdir(root)).toEqual(['e']);
});

test('copies with permissions and times, links as links', async () => {
  await mkdir(join(root, 'd/sub'), { recursive: true });
  await write(join(root, 'd/sub/f'), 'x'.repeat(3_000_000));
  await chmod(join(root, 'd/sub/f'), 0o4750);
  await utimes(join(root, 'd/sub/f'), 1_000_000_000, 1_000_000_000);
  await symlink('/etc/passwd', join(root, 'd/l'));
  execFileSync('mkfifo', [join(root, 'd/pipe')]);
  await copyFile(transfer('d', 'c'));
  const copied = await stat(join(root, 'c/sub/f'));
  expect([copied.mode & 0o7777, copied.mtimeMs, copied.size]).toEqual([0o750, 1e12, 3_000_000]);
  expect(await readlink(join(root, 'c/l'))).toBe('/etc/passwd');
  expect((await readdir(join(root, 'c'))).sort()).toEqual(['l', 'sub']);
  await copyFile(transfer('d/l', 'l'));
  expect((await lstat(join(root, 'l'))).isSymbolicLink()).toBe(true);
  await expect(copyFile(transfer('d', 'c'))).rejects.toMatchObject({ code: 'fileExists' });
  await copyFile(transfer('d', 'd/sub/in'));
  expect((await readdir(join(root, 'd/sub/in/sub'))).sort()).toEqual(['f']);
  await deleteFile(at('d/sub/in'), true);
  await expect(copyFile(transfer('d/pipe', 'p'))).rejects.toMatchObject({ code: 'invalidPath' });
  expect(await readdir(join(root, 'd/sub'))).toEqual(['f']);
});

test('between file systems: by copy, whole or not at all', async () => {
  const other = await mkdtemp('/dev/shm/change-').catch(() => undefined);
  if (other === undefined) return; // Without a second file system there is nothing to cross.
  try {
    await mkdir(join(root, 'd'));
    await write(join(root, 'd/f'), 'text');
    const ends = { ...transfer('d', 'x'), to: ask('/', join(other, 'd'), '/to') };
    expect(await moveFile(ends)).toMatchObject({ type: 'directory' });
    expect(await read(join(other, 'd/f'), 'utf8')).toBe('text');
    expect(await readdir(root)).toEqual([]);
    const stopped = { ...transfer('x', 'd'), from: ask('/', join(other, 'd'), '/from') };
    await expect(copyFile({ ...stopped, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(await readdir(root)).toEqual([]);
  } finally {
    await rm(other, { recursive: true });
  }
});

test('lists levels in pages, whatever the page size', async () => {
  await mkdir(join(root, 'a/b/c'), { recursive: true });
  for (const path of ['a.txt', 'a/1', 'a/b/2', 'a/b/c/3', 'z']) await write(join(root, path), '');
  await symlink('a', join(root, 'link'));
  const all = ['a', 'a/1', 'a/b', 'a/b/2', 'a/b/c', 'a.txt', 'link', 'z'];
  for (const limit of [1, 2, 3, 100]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFiles(at(''), { limit, depth: 3, cursor });
      seen.push(...page.items.map(({ path }) => path.slice(root.length + 1)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
  }
});

test('names that are not UTF-8 are shown, and refused by name', async () => {
  const name = Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff])]);
  await write(name, 'x');
  const { items } = await listFiles(at(''), { limit: 10 });
  expect(items).toMatchObject([{ name: 'bad-\ufffd', sizeBytes: 1 }]);
  const refused = { code: 'invalidPath', message: expect.stringContaining('UTF-8') as string };
  await expect(deleteFile(ask('/', items[0]?.path ?? ''), false)).rejects.toMatchObject(refused);
  expect(await readdir(root)).toHaveLength(1);
});

test('a name of 255 bytes is good, a longer one is refused', async () => {
  const put = (name: string) =>
    writeFile(at(name), { content: chunks(''), mode: undefined, owner });
  expect(await put('é'.repeat(127))).toMatchObject({ sizeBytes: 0 });
  expect(await put('x'.repeat(255))).toMatchObject({ sizeBytes: 0 });
  expect(() => at('é'.repeat(128))).toThrow('255 bytes');
  expect(await put('%2e%2e')).toMatchObject({ name: '%2e%2e' });
  expect(await put('trailing/')).toMatchObject({ name: 'trailing' });
  await link(join(root, 'trailing'), join(root, 'hard'));
  await put('hard');
  expect((await stat(join(root, 'trailing'))).nlink).toBe(1);
});
