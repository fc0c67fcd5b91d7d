import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile as read,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  writeFile as write,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownUser } from '../processes/user.ts';
import { appendFile } from './append.ts';
import { statFile as statAsked } from './info.ts';
import { listFiles as listAsked } from './list.ts';
import type { ListOptions } from './list.ts';
import { ask } from './path.ts';
import { readFile as readAsked } from './read.ts';
import { writeFile } from './write.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'files-'));
});
afterEach(() => rm(root, { recursive: true }));

async function* chunks(...parts: (string | Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield typeof part === 'string' ? Buffer.from(part) : part;
  }
}
const put = async (path: string, content: AsyncIterable<Uint8Array>, mode?: string) =>
  writeFile(ask('/', path), { content, mode, owner: ownUser() });
const statFile = async (path: string) => statAsked(ask('/', path));
const listFiles = async (path: string, options: ListOptions) => listAsked(ask('/', path), options);
const readFile = async (path: string) => {
  const file = await readAsked(ask('/', path));
  if (file.state !== 'open') throw new Error(file.state);
  return file;
};
const text = async (path: string) => new Response((await readFile(path)).content).text();

test('what is written is read back, megabytes of it, by hash', async () => {
  const path = join(root, 'big.bin');
  const parts = Array.from({ length: 40 }, () => randomBytes(512 * 1024));
  const info = await put(path, chunks(...parts));
  expect(info).toMatchObject({ sizeBytes: 20 * 1024 * 1024, mode: '0644', type: 'file' });
  const { content, etag, sizeBytes } = await readFile(path);
  expect([etag, sizeBytes]).toEqual([info.etag, info.sizeBytes]);
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  const expected = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  expect(hash.digest('hex')).toBe(expected);
});

test('an upload that breaks off leaves the old file and nothing else', async () => {
  const path = join(root, 'old.txt');
  await put(path, chunks('old'));
  await expect(put(path, chunks('half', new Error('gone')))).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await text(path)).toBe('old');
  expect(await readdir(root)).toEqual(['old.txt']);
});

test('while it is written the old file is whole', async () => {
  const path = join(root, 'f');
  await put(path, chunks('old'));
  const seen: string[] = [];
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('new ');
    seen.push(await text(path));
    yield Buffer.from('content');
  }
  await put(path, slowly());
  expect([...seen, await text(path)]).toEqual(['old', 'new content']);
});

test('mode: as asked, else that of the file that is replaced', async () => {
  const path = join(root, 'script');
  expect(await put(path, chunks('a'), '755')).toMatchObject({ mode: '0755' });
  expect(await put(path, chunks('b'))).toMatchObject({ mode: '0755' });
  expect(await put(path, chunks('c'), '0600')).toMatchObject({ mode: '0600' });
});

test('an empty body makes an empty file, and reading it ends', async () => {
  const path = join(root, 'empty');
  expect(await put(path, chunks())).toMatchObject({ sizeBytes: 0 });
  expect(await text(path)).toBe('');
});

test('writing through a link keeps the link and changes its target', async () => {
  await write(join(root, 'real'), 'old');
  await symlink('real', join(root, 'link'));
  await put(join(root, 'link'), chunks('new'));
  expect(await readlink(join(root, 'link'))).toBe('real');
  expect(await read(join(root, 'real'), 'utf8')).toBe('new');
});

test('a folder exchanged by a link during an upload does not lead the file elsewhere', async () => {
  await mkdir(join(root, 'mine'));
  await mkdir(join(root, 'other'));
  async function* exchanging(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('secret ');
    await rename(join(root, 'mine'), join(root, 'moved'));
    await symlink('other', join(root, 'mine'));
    yield Buffer.from('text');
  }
  await put(join(root, 'mine/f'), exchanging());
  expect(await readdir(join(root, 'other'))).toEqual([]);
  expect(await read(join(root, 'moved/f'), 'utf8')).toBe('secret text');
});

test('stat does not follow a link at the end', async () => {
  await symlink('/etc/passwd', join(root, 'link'));
  expect(await statFile(join(root, 'link'))).toMatchObject({
    type: 'symlink',
    target: '/etc/passwd',
  });
  expect(await statFile('/')).toMatchObject({ path: '/', name: '/', type: 'directory' });
  expect(await statFile(`${root}//./link`)).toMatchObject({ path: join(root, 'link') });
});

test('the etag changes with the content', async () => {
  const path = join(root, 'f');
  const first = await put(path, chunks('a'));
  const second = await put(path, chunks('b'));
  expect(second.etag).not.toBe(first.etag);
  expect((await statFile(path)).etag).toBe(second.etag);
});

test('lists in pages that hold while entries come and go', async () => {
  for (const name of ['b', 'a', 'Z', 'ä', 'c d', '.hidden']) await write(join(root, name), '');
  const first = await listFiles(root, { limit: 4 });
  expect(first.items.map((item) => item.name)).toEqual(['.hidden', 'Z', 'a', 'b']);
  await rm(join(root, 'b'));
  await write(join(root, 'aa'), '');
  const rest = await listFiles(root, { limit: 4, cursor: first.nextCursor });
  expect(rest.items.map((item) => item.name)).toEqual(['c d', 'ä']);
  expect(rest.nextCursor).toBeUndefined();
});

test('a cursor that no list gave is refused', async () => {
  for (const cursor of ['?', 'Li4vZXRj', '', Buffer.from('a/b').toString('base64url')]) {
    await expect(listFiles(root, { limit: 1, cursor })).rejects.toMatchObject({
      code: 'unknownCursor',
    });
  }
});

const bad = ['relative', '/a/../b', '/..', '/a\0b', `/${'x'.repeat(256)}`, `/\ud800`, ''];
test.each(bad)('the path %j is refused by every operation', async (path) => {
  const invalid = { code: 'invalidPath', fields: [{ pointer: 'query/path' }] };
  await expect(statFile(path)).rejects.toMatchObject(invalid);
  await expect(listFiles(path, { limit: 1 })).rejects.toMatchObject(invalid);
  await expect(readFile(path)).rejects.toMatchObject(invalid);
  await expect(put(path, chunks('x'))).rejects.toMatchObject(invalid);
});

test('what is no regular file is refused at once, without waiting for it', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  for (const path of [join(root, 'pipe'), '/dev/zero', root]) {
    await expect(readFile(path)).rejects.toMatchObject({ code: 'invalidPath' });
    await expect(put(path, chunks('x'))).rejects.toMatchObject({ code: 'invalidPath' });
  }
  await expect(put('/', chunks('x'))).rejects.toMatchObject({ code: 'invalidPath' });
  expect((await stat('/dev/zero')).isCharacterDevice()).toBe(true);
});

test('what is not there is said not to be there', async () => {
  const missing = join(root, 'no/such/file');
  for (const act of [statFile, readFile, (path: string) => put(path, chunks('x'))]) {
    await expect(act(missing)).rejects.toMatchObject({ code: 'fileNotFound' });
  }
  await write(join(root, 'f'), '');
  await expect(listFiles(join(root, 'f/g'), { limit: 1 })).rejects.toMatchObject({
    code: 'fileNotFound',
  });
});

test('a link to itself ends', async () => {
  await symlink('loop', join(root, 'loop'));
  await expect(put(join(root, 'loop'), chunks('x'))).rejects.toMatchObject({ code: 'invalidPath' });
});

test("the kernel's files are refused by name: a read may never end, a write may end the machine", async () => {
  const refused = { code: 'invalidPath', message: expect.stringContaining('cat') as string };
  for (const path of ['/proc/self/environ', '/proc/self/mem', '/sys/kernel/mm']) {
    await expect(readFile(path)).rejects.toMatchObject({ code: 'invalidPath' });
  }
  await expect(readFile('/proc/self/environ')).rejects.toMatchObject(refused);
  await expect(put('/proc/self/comm', chunks('x'))).rejects.toMatchObject(refused);
  expect(await statFile('/proc/self/environ')).toMatchObject({ type: 'file' });
});

test('a full disk is said to be full, and the old file stays', async () => {
  if (!existsSync('/dev/full') || process.getuid?.() !== 0) return;
  const small = join(root, 'small');
  await mkdir(small);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    return; // Without the right to mount there is no small disk to fill.
  }
  try {
    await put(join(small, 'f'), chunks('old'));
    await expect(put(join(small, 'f'), chunks(randomBytes(200_000)))).rejects.toMatchObject({
      code: 'storageFull',
    });
    const content = chunks(randomBytes(36_000));
    const append = appendFile(ask('/', join(small, 'f')), { content, owner: ownUser() });
    await expect(append).rejects.toMatchObject({ code: 'storageFull' });
    expect(await text(join(small, 'f'))).toBe('old');
    expect(await readdir(small)).toEqual(['f']);
  } finally {
    execFileSync('umount', [small]);
  }
});

test('a reader that leaves closes the file', async () => {
  const path = join(root, 'f');
  await put(path, chunks(randomBytes(4 * 1024 * 1024)));
  const open = async () => (await readdir('/proc/self/fd')).length;
  const before = await open();
  const { content } = await readFile(path);
  const reader = content.getReader();
  await reader.read();
  await reader.cancel();
  expect(await open()).toBe(before);
  await chmod(path, 0o600);
});
