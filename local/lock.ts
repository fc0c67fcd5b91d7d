import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type ProcessId, thisProcess } from './supervisor/pids.ts';

/** Runs `work` while holding a lock file, so that two starts never make the same thing twice. A dead holder is replaced. */
export const withLock = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  while (!take(path)) await delay(500);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};

/** Takes the lock file if nobody alive holds it. */
export const take = (path: string): boolean => {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, JSON.stringify(thisProcess()));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = read(path);
  if (holder && isAlive(holder)) return false;
  rmSync(path, { force: true });
  return take(path);
};

const read = (path: string): ProcessId | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessId;
  } catch {
    return undefined;
  }
};
