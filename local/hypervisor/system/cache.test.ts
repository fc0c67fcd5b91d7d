import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exists, prune, publish } from './cache.ts';
import { readJson, writeAtomic } from './files.ts';
import { pin, pinned } from './pins.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cyberdesk-cache-'));
});
afterEach(async () => rm(root, { recursive: true }));

test('a folder is published whole', async () => {
  const directory = join(root, 'images', 'a');
  await publish(directory, (work) => writeFile(join(work, 'disk'), 'x'));
  expect(await readdir(directory)).toEqual(['disk']);
});

test('a failure leaves nothing behind', async () => {
  const directory = join(root, 'images', 'a');
  const failing = publish(directory, async (work) => {
    await writeFile(join(work, 'disk'), 'x');
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(await readdir(join(root, 'images'))).toEqual([]);
});

test('when another process was first, its copy stays', async () => {
  const directory = join(root, 'a');
  await publish(directory, async (work) => {
    await writeFile(join(work, 'disk'), 'second');
    await mkdir(directory);
    await writeFile(join(directory, 'disk'), 'first');
  });
  expect(await readdir(root)).toEqual(['a']);
});

test('old folders are pruned, except those that machines stand on', async () => {
  for (const [index, name] of ['old', 'used', 'newer', 'current'].entries()) {
    await mkdir(join(root, 'images', name), { recursive: true });
    await utimes(join(root, 'images', name), index, index);
  }
  await prune(join(root, 'images', 'current'), 2, new Set([join(root, 'images', 'used')]));
  expect((await readdir(join(root, 'images'))).sort()).toEqual(['current', 'newer', 'used']);
});

test('pins of a state folder count until it is gone', async () => {
  const state = join(root, 'state');
  await mkdir(state);
  await pin(root, state, ['/images/a']);
  await pin(root, join(root, 'gone'), ['/images/b']);
  expect(await pinned(root)).toEqual(new Set(['/images/a']));
  expect(await readdir(join(root, 'pins'))).toHaveLength(1);
});

test('a file of ours that was cut off counts as absent', async () => {
  const path = join(root, 'deep', 'record.json');
  await writeAtomic(path, '{"a":1}');
  expect(await readJson(path)).toEqual({ a: 1 });
  await writeFile(path, '{"a":');
  expect(await readJson(path)).toBeUndefined();
  expect(await exists(`${path}.none`)).toBe(false);
});
