import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { holderOf, take, withLock } from './lock.ts';
import { thisProcess } from './supervisor/pids.ts';

const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fresh = (name: string): string => join(folder, name);

test('a lock is taken once and names its holder', () => {
  const path = fresh('once');
  expect(take(path)).toBe(true);
  expect(take(path)).toBe(false);
  expect(holderOf(path)).toEqual(thisProcess());
});

test.each([
  ['a dead process', JSON.stringify({ pid: 2 ** 22 - 1, startTime: 'x/1' })],
  [
    'a number that now names another process',
    JSON.stringify({ ...thisProcess(), startTime: 'x/1' }),
  ],
  ['nobody readable', ''],
])('the lock of %s is taken over', (name, content) => {
  const path = fresh(name);
  writeFileSync(path, content);
  expect(holderOf(path)).toBeUndefined();
  expect(take(path)).toBe(true);
  expect(holderOf(path)).toEqual(thisProcess());
});

test('work under one lock never overlaps, and the lock goes afterwards', async () => {
  const path = fresh('work');
  let inside = 0;
  let most = 0;
  let waited = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(path, work, () => (waited += 1))));
  expect(most).toBe(1);
  expect(waited).toBe(2);
  expect(existsSync(path)).toBe(false);
});

test('the lock goes when the work fails, and nothing is left beside it', async () => {
  const path = fresh('fails');
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(folder).filter((file) => file.startsWith('fails'))).toEqual([]);
});
