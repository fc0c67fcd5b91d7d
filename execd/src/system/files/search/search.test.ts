import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../path.ts';
import type { SearchQuery } from './query.ts';
import { excerpt } from './scan.ts';
import { searchFiles } from './search.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'search-'));
});
afterEach(() => rm(root, { recursive: true }));

const search = (query: Partial<SearchQuery>, options: { path?: string; timeoutMs?: number } = {}) =>
  searchFiles(
    ask('/', options.path ?? root),
    { regex: false, ignoreCase: false, limit: 100, ...query },
    { signal: new AbortController().signal, timeoutMs: options.timeoutMs ?? 20_000 },
  );
const put = async (path: string, content: string | Buffer): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), content);
};

test('finds text with its line and place, in the order of paths', async () => {
  await put('b.txt', 'one\ntotal: 42\r\nthree total: 42 total: 42');
  await put('a/c.txt', `${'x\n'.repeat(200_000)}é👋total: 42`);
  await put('image.png', Buffer.from('total: 42\0'));
  await symlink('/etc', join(root, 'etc'));
  expect(await search({ content: 'total: 42' })).toEqual({
    items: [
      { path: `${root}/a/c.txt`, line: 200_001, text: 'é👋total: 42', matchStart: 2, matchEnd: 11 },
      { path: `${root}/b.txt`, line: 2, text: 'total: 42', matchStart: 0, matchEnd: 9 },
      {
        path: `${root}/b.txt`,
        line: 3,
        text: 'three total: 42 total: 42',
        matchStart: 6,
        matchEnd: 15,
      },
    ],
    truncated: false,
    filesSearched: 3,
  });
  const one = await search({ content: 'total' }, { path: join(root, 'b.txt') });
  expect(one.items).toHaveLength(2);
});

test('expressions, case, globs, and all of them together', async () => {
  await put('src/a.ts', 'const Total = 1;');
  await put('src/deep/b.ts', 'const total = 22;');
  await put('src/c.js', 'const total = 333;');
  const paths = async (query: Partial<SearchQuery>) =>
    (await search(query)).items.map(({ path }) => path.slice(root.length + 1));
  expect(await paths({ content: '= \\d{2,}', regex: true })).toEqual(['src/c.js', 'src/deep/b.ts']);
  expect(await paths({ content: 'TOTAL', ignoreCase: true, glob: '*.ts' })).toEqual([
    'src/a.ts',
    'src/deep/b.ts',
  ]);
  expect(await paths({ glob: 'src/*.ts' })).toEqual(['src/a.ts']);
  expect(await paths({ glob: '**/*.{ts,js}' })).toEqual(['src/a.ts', 'src/c.js', 'src/deep/b.ts']);
  expect(await paths({ glob: 'd??p' })).toEqual(['src/deep']);
});

test('more than was asked for is said', async () => {
  await put('many', 'hit\n'.repeat(10));
  expect(await search({ content: 'hit', limit: 10 })).toMatchObject({ truncated: false });
  const cut = await search({ content: 'hit', limit: 3 });
  expect([cut.items.length, cut.truncated]).toEqual([3, true]);
});

test('a hostile expression ends in time and holds nothing up', async () => {
  await put('a', `${'ab'.repeat(8192)}\n`.repeat(500));
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 5);
  const hostile = { content: '(?:[ab].?){450}[c-d]$', regex: true };
  const started = performance.now();
  const result = await search(hostile, { timeoutMs: 300 });
  clearInterval(timer);
  expect(result).toMatchObject({ items: [], truncated: true });
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(ticks).toBeGreaterThan(10);
  const glob = `${'*a'.repeat(400)}b`;
  expect(await search({ glob })).toMatchObject({ items: [], truncated: false });
});

test.each([
  [{}, 'query/content'],
  [{ content: '(?=a)', regex: true }, 'query/content'],
  [{ content: '(((a{999}){999}){999})', regex: true }, 'query/content'],
  [{ content: 'a\nb' }, 'query/content'],
])('%j is refused by name', async (query, pointer) => {
  await expect(search(query)).rejects.toMatchObject({
    code: 'unprocessable',
    fields: [{ pointer }],
  });
});

test('what is not there is not there', async () => {
  const missing = search({ content: 'a' }, { path: join(root, 'no') });
  await expect(missing).rejects.toMatchObject({ code: 'fileNotFound' });
});

test('a long line is cut around the match', () => {
  const text = `${'é'.repeat(1000)}hit${'z'.repeat(1000)}`;
  const cut = excerpt(text, [1000, 1003]);
  expect(Array.from(cut.text)).toHaveLength(500);
  expect(cut.text.slice(cut.matchStart, cut.matchEnd)).toBe('hit');
  expect(excerpt('hit', [0, 3])).toEqual({ text: 'hit', matchStart: 0, matchEnd: 3 });
});
