import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header, Pax } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownUser } from '../../processes/user.ts';
import { ask } from '../path.ts';
import type { Bounds } from './bounds.ts';
import { packArchive } from './pack.ts';
import { unpackArchive } from './unpack.ts';

let root: string;
let into: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'archive-'));
  into = join(root, 'into');
  await mkdir(into);
});
afterEach(() => rm(root, { recursive: true }));

type Entry = { path: string; type?: string; content?: string; linkpath?: string; mode?: number };

function tar(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(
    ({ path, type = 'File', content = '', linkpath, mode = 0o644 }) => {
      const size = Buffer.byteLength(content);
      const data = {
        path,
        type,
        size,
        mode,
        mtime: new Date(0),
        ...(linkpath ? { linkpath } : {}),
      };
      const header = new Header(data as ConstructorParameters<typeof Header>[0] as object);
      const needsPax = header.encode();
      const body = Buffer.alloc(Math.ceil(size / 512) * 512);
      body.write(content);
      const pax = needsPax ? [new Pax(data as object).encode()] : [];
      return [...pax, header.block as Buffer, body];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

async function* chunks(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const unpack = (packed: Uint8Array, bounds?: Bounds) =>
  unpackArchive(ask('/', into), {
    content: chunks(packed),
    owner: ownUser(),
    ...(bounds ? { bounds } : {}),
  });
const pack = async (path: string) =>
  Buffer.from(await new Response(await packArchive(ask('/', path))).arrayBuffer());

test('what is packed is what is unpacked, and tar itself understands it', async () => {
  const from = join(root, 'from');
  const long = 'l'.repeat(200);
  await mkdir(join(from, 'a/b'), { recursive: true });
  await writeFile(join(from, 'a/b/ä 世界.txt'), 'text');
  await writeFile(join(from, long), Buffer.alloc(700_000, 7));
  await writeFile(join(from, 'empty'), '');
  await chmod(join(from, 'empty'), 0o751);
  await symlink('a/b', join(from, 'link'));
  execFileSync('mkfifo', [join(from, 'pipe')]);
  const packed = await pack(from);
  expect(await unpack(packed)).toEqual({ files: 6, bytes: 700_004 });
  expect((await readdir(into)).sort()).toEqual(['a', 'empty', 'link', long]);
  expect(await readFile(join(into, 'a/b/ä 世界.txt'), 'utf8')).toBe('text');
  expect(await readlink(join(into, 'link'))).toBe('a/b');
  expect((await lstat(join(into, 'empty'))).mode & 0o777).toBe(0o751);
  expect((await readFile(join(into, long))).equals(Buffer.alloc(700_000, 7))).toBe(true);
  await writeFile(join(root, 'x.tgz'), packed);
  const listed = execFileSync('tar', ['-tzf', join(root, 'x.tgz')], { encoding: 'utf8' });
  expect(listed.trim().split('\n').sort()).toContain('a/b/');
  const made = execFileSync('tar', ['-czf', '-', '-C', from, '--exclude=pipe', '.']);
  expect(await unpack(made)).toMatchObject({ bytes: 700_004 });
});

test('one file is packed by its name', async () => {
  await writeFile(join(root, 'one.txt'), 'one');
  expect(await unpack(await pack(join(root, 'one.txt')))).toEqual({ files: 1, bytes: 3 });
  expect(await readFile(join(into, 'one.txt'), 'utf8')).toBe('one');
});

const OUT = '../../out';
test.each<[string, Entry[]]>([
  ['an absolute name', [{ path: '/tmp/x', content: 'x' }]],
  ['a name with ..', [{ path: 'a/../../x', content: 'x' }]],
  ['an absolute link', [{ path: 'l', type: 'SymbolicLink', linkpath: '/etc' }]],
  ['a link that leads out', [{ path: 'a/l', type: 'SymbolicLink', linkpath: OUT }]],
  [
    'a link that steps out of another',
    [
      { path: 'p/q/s', type: 'SymbolicLink', linkpath: '../..' },
      { path: 't', type: 'SymbolicLink', linkpath: 'p/q/s/..' },
    ],
  ],
  [
    'a file through a link of the archive',
    [
      { path: 'd', type: 'SymbolicLink', linkpath: '.' },
      { path: 'd/x', content: 'x' },
    ],
  ],
  ['a hard link out', [{ path: 'h', type: 'Link', linkpath: '../secret' }]],
  ['a hard link to an absolute name', [{ path: 'h', type: 'Link', linkpath: '/etc/passwd' }]],
  ['a device', [{ path: 'sda', type: 'BlockDevice' }]],
  ['a character device', [{ path: 'null', type: 'CharacterDevice' }]],
  ['a pipe', [{ path: 'p', type: 'FIFO' }]],
])('%s is refused, and nothing appears outside', async (_, entries) => {
  await writeFile(join(root, 'secret'), 'secret');
  const before = await readdir(root);
  await expect(unpack(gzipSync(tar(...entries)))).rejects.toMatchObject({ code: 'unprocessable' });
  expect(await readdir(root)).toEqual(before);
  const left = await readdir(into, { recursive: true });
  expect(left.filter((name) => /x$|\.part$|^h$/.test(name))).toEqual([]);
});

test('a link that was there before is not gone through', async () => {
  await mkdir(join(root, 'other'));
  await symlink('../other', join(into, 'd'));
  const packed = gzipSync(tar({ path: 'd/x', content: 'x' }));
  await expect(unpack(packed)).rejects.toMatchObject({ code: 'unprocessable' });
  expect(await readdir(join(root, 'other'))).toEqual([]);
});

test('links within the archive are taken', async () => {
  const entries: Entry[] = [
    { path: 'a/f', content: 'x', mode: 0o4755 },
    { path: 'a/l', type: 'SymbolicLink', linkpath: '../a/f' },
    { path: 'h', type: 'Link', linkpath: 'a/f' },
  ];
  expect(await unpack(gzipSync(tar(...entries)))).toEqual({ files: 3, bytes: 1 });
  expect((await lstat(join(into, 'h'))).ino).toBe((await lstat(join(into, 'a/f'))).ino);
  expect((await lstat(join(into, 'h'))).mode & 0o7777).toBe(0o755);
  expect(await unpack(gzipSync(tar(...entries)))).toEqual({ files: 3, bytes: 1 });
  expect((await readdir(into)).sort()).toEqual(['a', 'h']);
});

test('an archive that grows out of all proportion is stopped', async () => {
  const bomb = gzipSync(tar({ path: 'zeros', content: '\0'.repeat(20 * 1024 * 1024) }));
  await expect(unpack(bomb)).rejects.toMatchObject({ code: 'payloadTooLarge' });
  expect(await readdir(into)).toEqual([]);
  const many = gzipSync(tar({ path: 'a' }, { path: 'b' }, { path: 'c' }));
  const few = { bytes: 1e6, ratio: 100, entries: 2 };
  await expect(unpack(many, few)).rejects.toMatchObject({ code: 'payloadTooLarge' });
  const small = { bytes: 2000, ratio: 100, entries: 9 };
  await expect(unpack(many, small)).rejects.toMatchObject({ code: 'payloadTooLarge' });
});

test('what is no archive is said to be none', async () => {
  const whole = gzipSync(tar({ path: 'f', content: 'x'.repeat(5000) }));
  const bodies = [Buffer.from('text'), gzipSync('text'.repeat(500)), whole.subarray(0, 60)];
  for (const body of [...bodies, gzipSync(whole)]) {
    await expect(unpack(body)).rejects.toMatchObject({ code: 'unprocessable' });
  }
  expect(await readdir(into)).toEqual([]);
});

test('a reader that leaves, and an upload that breaks off, leave nothing open', async () => {
  await writeFile(join(root, 'big'), Buffer.alloc(8 * 1024 * 1024, 1));
  const open = async () => (await readdir('/proc/self/fd')).length;
  const before = await open();
  const reader = (await packArchive(ask('/', root))).getReader();
  await reader.read();
  await reader.cancel();
  async function* broken() {
    yield* chunks(gzipSync(tar({ path: 'f', content: 'x' })).subarray(0, 20));
    throw new Error('gone');
  }
  const content = broken();
  const upload = unpackArchive(ask('/', into), { content, owner: ownUser() });
  await expect(upload).rejects.toMatchObject({ code: 'unavailable' });
  await expect.poll(open).toBe(before);
});
