import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type ProcessId, thisProcess } from './supervisor/pids.ts';

/** Runs `work` while holding a lock file, so that two starts never make the same thing twice. A dead holder is replaced. */
export const withLock = async <T>(
  path: string,
  work: () => Promise<T>,
  onWait: () => void = () => undefined,
): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  let held = take(path);
  if (!held) onWait();
  while (!held) {
    await delay(300);
    held = take(path);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};

/** Takes the lock file if nobody alive holds it. The file appears with its content, so no reader finds it empty. */
export const take = (path: string): boolean => {
  const mine = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(mine, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    return place(mine, path) || (removeStale(path) && place(mine, path));
  } finally {
    rmSync(mine, { force: true });
  }
};

/** The living process that holds a lock, if there is one. */
export const holderOf = (path: string): ProcessId | undefined => {
  const holder = read(path);
  return holder && isAlive(holder) ? holder : undefined;
};

const place = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Moves a dead holder's file away. Whoever moved a living one's by losing a race puts it back. */
const removeStale = (path: string): boolean => {
  if (holderOf(path)) return false;
  const aside = `${path}.${randomBytes(4).toString('hex')}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return true;
  }
  const stale = !holderOf(aside);
  if (!stale) place(aside, path);
  rmSync(aside, { force: true });
  return stale;
};

const read = (path: string): ProcessId | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
  } catch {
    return undefined;
  }
};
