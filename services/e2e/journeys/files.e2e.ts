import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APIError, type Desktop, type FileEvent } from 'cyberdesk';
import { signUp } from '../support/stack.ts';

/** Files through the public API: SDK → api → gateway → execd, each in a process of its own. */
let desktop: Desktop;
let base: string;
let local: string;
beforeAll(async () => {
  const { client } = await signUp();
  desktop = await client.desktops.create({ name: 'files', wait: true });
  const { stdout } = await desktop.run('mktemp -d "$HOME/files-XXXXXX"');
  base = stdout.trim();
  local = await mkdtemp(join(tmpdir(), 'files-'));
});
afterAll(async () => {
  await desktop?.delete().catch(() => undefined);
  if (local) await rm(local, { recursive: true });
});

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const codeOf = async (act: Promise<unknown>): Promise<unknown> => {
  const error = await act.catch((thrown: unknown) => thrown);
  return error instanceof APIError ? [error.status, error.code] : error;
};

test('parts of a file, and what has changed', async () => {
  const { files } = desktop;
  const info = await files.write(`${base}/f`, '0123456789', { ifAbsent: true });
  expect(new TextDecoder().decode(await files.read(`${base}/f`, { offset: 3, length: 4 }))).toBe(
    '3456',
  );
  expect(await codeOf(files.write(`${base}/f`, 'x', { ifAbsent: true }))).toEqual([
    412,
    'preconditionFailed',
  ]);
  await files.write(`${base}/f`, 'new', { ifMatch: info.etag });
  expect(await codeOf(files.write(`${base}/f`, 'x', { ifMatch: info.etag }))).toEqual([
    412,
    'preconditionFailed',
  ]);
  expect(await codeOf(files.read(`${base}/f`, { offset: 3 }))).toEqual([
    416,
    'rangeNotSatisfiable',
  ]);
  await files.append(`${base}/f`, ' text');
  expect(await files.readText(`${base}/f`)).toBe('new text');
});

test('directories, moves, copies, deletions', async () => {
  const { files } = desktop;
  await files.createDirectory(`${base}/a/b`);
  await files.write(`${base}/a/b/f`, 'x');
  await files.copy(`${base}/a`, `${base}/c`);
  await files.move(`${base}/c/b`, `${base}/c/d`);
  const listed: string[] = [];
  for await (const { path } of files.list(`${base}/c`, { depth: 2 })) listed.push(path);
  expect(listed).toEqual([`${base}/c/d`, `${base}/c/d/f`]);
  expect(await codeOf(files.delete(`${base}/c`))).toEqual([409, 'directoryNotEmpty']);
  await files.delete(`${base}/c`, { recursive: true });
  expect(await codeOf(files.stat(`${base}/c`))).toEqual([404, 'fileNotFound']);
});

test('a directory of this computer goes there and back', async () => {
  const from = join(local, 'from');
  await mkdir(join(from, 'deep'), { recursive: true });
  const bytes = randomBytes(5 * 1024 * 1024);
  await writeFile(join(from, 'deep/ä.bin'), bytes);
  await symlink('deep', join(from, 'link'));
  await desktop.files.uploadDirectory(from, `${base}/project`);
  await desktop.files.downloadDirectory(`${base}/project`, join(local, 'back'));
  expect(hash(await readFile(join(local, 'back/link/ä.bin')))).toBe(hash(bytes));
});

test('20 MB go up and down as streams', async () => {
  const bytes = randomBytes(20 * 1024 * 1024);
  await writeFile(join(local, 'big'), bytes);
  const started = performance.now();
  await desktop.files.upload(join(local, 'big'), `${base}/big`);
  const up = performance.now();
  await desktop.files.download(`${base}/big`, join(local, 'big-back'));
  const down = performance.now();
  expect(hash(await readFile(join(local, 'big-back')))).toBe(hash(bytes));
  console.log(`20 MiB: ${(up - started).toFixed(0)} ms up, ${(down - up).toFixed(0)} ms down`);
});

test('search and watch', async () => {
  const { files } = desktop;
  await files.write(`${base}/s.txt`, 'one\ntotal: 42\n');
  const { items } = await files.search(base, { content: 'total: \\d+', regex: true });
  expect(items).toMatchObject([{ path: `${base}/s.txt`, line: 2, matchStart: 0, matchEnd: 9 }]);
  const events: FileEvent[] = [];
  for await (const event of files.watch(base, { recursive: true })) {
    events.push(event);
    if (event.type === 'ready') await desktop.run(['touch', `${base}/a/seen`]);
    if (event.type === 'change' && event.path === `${base}/a/seen`) break;
  }
  expect(events[0]?.type).toBe('ready');
});
