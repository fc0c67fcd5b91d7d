import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  alive,
  childrenOf,
  descendantRunning,
  gone,
  identify,
  processesIn,
  terminate,
} from './processes.ts';

test('a process is known by number and start time', () => {
  const self = identify(process.pid);
  expect(self?.pid).toBe(process.pid);
  expect(self && alive(self)).toBe(true);
  expect(alive({ pid: process.pid, startTime: 1 })).toBe(false);
  expect(identify(2 ** 22 + 1)).toBeUndefined();
});

test('a process that ignores SIGTERM is killed after the grace period', async () => {
  const child = spawn(process.execPath, [
    '-e',
    'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1e6)',
  ]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const identity = identify(child.pid ?? 0);
  if (!identity) throw new Error('the child is gone');
  expect(await gone(identity, 30)).toBe(false);
  await terminate(identity, 50);
  expect(alive(identity)).toBe(false);
});

test('processes are found by their working folder and by their parent', async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'cyberdesk-cwd-')));
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'], {
    cwd: folder,
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(processesIn(folder)).toEqual([child.pid]);
  expect(childrenOf(process.pid)).toContain(child.pid);
  expect(descendantRunning(process.pid, 'node')).toBeDefined();
  expect(descendantRunning(process.pid, 'no-such-program')).toBeUndefined();
  child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});
