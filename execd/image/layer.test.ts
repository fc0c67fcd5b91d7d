import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageNames } from './base.ts';
import { exists, hashFiles, listFiles, prune, publish } from './cache.ts';
import { debugfsScript } from './layer.ts';
import { run } from './run.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cyberdesk-layer-'));
});
afterEach(async () => rm(root, { recursive: true }));

test('a file is written into its folder, with mode and owner', () => {
  const script = debugfsScript([{ source: '/tmp/a b', target: '/etc/x/y.conf', mode: 0o644 }]);
  expect(script.split('\n')).toEqual([
    'mkdir "/etc"',
    'mkdir "/etc/x"',
    'cd "/etc/x"',
    'rm "y.conf"',
    'write "/tmp/a b" "y.conf"',
    'sif "/etc/x/y.conf" mode 0100644',
    'sif "/etc/x/y.conf" uid 0',
    'sif "/etc/x/y.conf" gid 0',
    'quit',
    '',
  ]);
});

test('the key of an image changes with content, name and mode of its files, and with nothing else', async () => {
  const file = join(root, 'a');
  await writeFile(file, 'one');
  const key = async (): Promise<string> => hashFiles(root, await listFiles(root), ['extra']);
  const first = await key();
  await utimes(file, 1, 1);
  expect(await key()).toBe(first);
  await chmod(file, 0o755);
  const executable = await key();
  expect(executable).not.toBe(first);
  await writeFile(file, 'two');
  expect(await key()).not.toBe(executable);
  expect(await hashFiles(root, await listFiles(root), ['other'])).not.toBe(await key());
});

test('a folder of the cache appears whole or not at all', async () => {
  const directory = join(root, 'images', 'k');
  await expect(publish(directory, () => Promise.reject(new Error('no space')))).rejects.toThrow(
    'no space',
  );
  expect(await exists(directory)).toBe(false);
  await publish(directory, (work) => writeFile(join(work, 'disk'), 'x'));
  expect(await readFile(join(directory, 'disk'), 'utf8')).toBe('x');
});

test('what machines stand on is not pruned', async () => {
  for (const [index, name] of ['old', 'kept', 'new'].entries()) {
    await mkdir(join(root, name));
    await utimes(join(root, name), index, index);
  }
  await prune(join(root, 'new'), 1, [join(root, 'kept')]);
  expect(await exists(join(root, 'old'))).toBe(false);
  expect(await exists(join(root, 'kept'))).toBe(true);
});

test('a program that fails says what it said', async () => {
  expect(await run(process.execPath, ['-e', 'console.log(1)'])).toBe('1\n');
  const failing = run(process.execPath, ['-e', 'console.error("no such disk"); process.exit(3)']);
  await expect(failing).rejects.toThrow(/failed \(3\): no such disk/);
  await expect(run('/no/such/program', [])).rejects.toThrow('cannot run');
});

test('the package list names what a desktop cannot do without', async () => {
  const names = await packageNames();
  expect(new Set(names).size).toBe(names.length);
  for (const name of [
    'linux-image-cloud-amd64',
    'systemd-sysv',
    'tigervnc-standalone-server',
    'xfce4-session',
    'firefox-esr',
    'qemu-guest-agent',
    'fonts-noto-cjk',
    'fonts-noto-core',
    'chromium',
    'libreoffice-gtk3',
    'python3-pyatspi',
  ])
    expect(names).toContain(name);
});
