import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exists } from './cache.ts';
import { pack, seal } from './release.ts';
import { run } from './run.ts';

const SCRIPT = join(import.meta.dirname, 'rootfs/usr/lib/cyberdesk/update');
let root = '';
let home = '';
let execd: ChildProcess;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cyberdesk-update-'));
  home = join(root, 'home');
  await mkdir(home);
  await bundle('factory', '1.2.0');
  // Stands in for execd: what it says it is, and whether it is ready, are two files.
  const answers = `case "$*" in */version*) cat "${root}/version" ;; *) test -f "${root}/ready" ;; esac\n`;
  await mkdir(join(root, 'tools'));
  await writeFile(join(root, 'tools/curl'), `#!/bin/sh\n${answers}`);
  await chmod(join(root, 'tools/curl'), 0o755);
  await writeFile(join(root, 'version'), '');
  execd = spawn('sleep', ['100'], { stdio: 'ignore' });
});
afterEach(async () => {
  execd.kill('SIGKILL');
  await rm(root, { recursive: true });
});

/** Makes a sealed bundle as a folder and gives its build. */
async function bundle(name: string, version: string, text = name): Promise<string> {
  const directory = join(root, name);
  await mkdir(join(directory, 'bin'), { recursive: true });
  await mkdir(join(directory, 'execd'), { recursive: true });
  await writeFile(join(directory, 'bin/node'), 'node');
  await writeFile(join(directory, 'execd/main.js'), text);
  return seal(directory, version);
}

const arrive = (name: string): Promise<void> => pack(join(root, name), join(home, 'update.tar.gz'));
const running = (): Promise<string> => readFile(join(home, 'current/execd/main.js'), 'utf8');
const has = (name: string): Promise<boolean> => exists(join(home, name));

function update(verb: 'prepare' | 'confirm'): Promise<string> {
  const env = {
    PATH: `${root}/tools:/usr/bin:/bin`,
    CYBERDESK_HOME: home,
    CYBERDESK_FACTORY: join(root, 'factory'),
    CYBERDESK_PATIENCE: '0',
    MAINPID: String(execd.pid),
  };
  const shell = ['-c', `exec "${SCRIPT}" ${verb} 2>&1`];
  return run('sh', shell, { env });
}

async function beHealthy(build: string): Promise<void> {
  await writeFile(join(root, 'version'), JSON.stringify({ service: 'execd', build }));
  await writeFile(join(root, 'ready'), '');
}

/** Two seconds: the first look is at once. */
async function confirm(): Promise<string> {
  const env = { CYBERDESK_HOME: home, CYBERDESK_PATIENCE: '2', MAINPID: String(execd.pid) };
  return run('sh', ['-c', `exec "${SCRIPT}" confirm 2>&1`], {
    env: { ...env, PATH: `${root}/tools:/usr/bin:/bin` },
  });
}

test('without a bundle the image’s own execd runs', async () => {
  await update('prepare');
  expect(await readlink(join(home, 'current'))).toBe(join(root, 'factory'));
  expect(await update('confirm')).toBe('');
});

test('a newer bundle runs on trial, and stays when it is healthy', async () => {
  await update('prepare');
  const build = await bundle('next', '1.3.0');
  await arrive('next');
  expect(await update('prepare')).toContain(`bundle ${build} is on trial`);
  expect(await running()).toBe('next');
  expect(await has('update.tar.gz')).toBe(false);
  await beHealthy(build);
  expect(await confirm()).toContain('healthy and stays');
  expect(await has('trial')).toBe(false);
  await update('prepare');
  await update('prepare');
  await update('prepare');
  expect(await running()).toBe('next');
});

test('one that does not become healthy gets two starts, then the one before runs, and it never comes again', async () => {
  await update('prepare');
  const build = await bundle('bad', '1.3.0');
  await arrive('bad');
  await update('prepare');
  await expect(update('confirm')).rejects.toThrow('failed (1)');
  expect(execd.killed || (await ended(execd))).toBe(true);
  await update('prepare');
  expect(await running()).toBe('bad');
  expect(await update('prepare')).toContain(`${build} did not become healthy`);
  expect(await running()).toBe('factory');
  expect(await has(`versions/${build}`)).toBe(false);
  await arrive('bad');
  expect(await update('prepare')).toContain('was tried before');
  expect(await running()).toBe('factory');
});

const ended = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(true);
    else child.once('exit', () => resolve(true));
  });

test('of many bundles, the one that runs and the one before it are kept', async () => {
  const builds: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    builds.push(await bundle(name, '1.2.0'));
    await arrive(name);
    await update('prepare');
    await beHealthy(builds.at(-1) ?? '');
    await confirm();
  }
  expect(await running()).toBe('three');
  expect(await Promise.all(builds.map((build) => has(`versions/${build}`)))).toEqual([
    false,
    true,
    true,
  ]);
});

type Damage = (directory: string) => Promise<unknown>;
const refused: [string, string, Damage][] = [
  [
    'a changed file',
    'does not match its files',
    (to) => writeFile(join(to, 'execd/main.js'), 'other'),
  ],
  ['a missing file', 'execd/main.js is missing', (to) => rm(join(to, 'execd/main.js'))],
  ['a file more', 'does not match its files', (to) => writeFile(join(to, 'more'), '')],
  ['a link', 'links or devices', (to) => symlink('/etc/shadow', join(to, 'execd/secret'))],
  ['no sums', 'SHA256SUMS is missing', (to) => rm(join(to, 'SHA256SUMS'))],
  ['an older version', 'older than 1.2.0', (to) => seal(to, '1.1.9')],
  ['no version', 'older than 1.2.0', (to) => seal(to, '')],
];
test.each(refused)('a bundle with %s is refused: %s', async (_, reason, damage) => {
  await update('prepare');
  await bundle('next', '1.3.0');
  await damage(join(root, 'next'));
  await arrive('next');
  expect(await update('prepare')).toContain(reason);
  expect(await running()).toBe('factory');
  expect(await has('update.tar.gz')).toBe(false);
  expect(await has('trial')).toBe(false);
});

test('a file cut short, and the bundle that runs already, change nothing', async () => {
  await update('prepare');
  await writeFile(join(home, 'update.tar.gz'), 'half a fi');
  expect(await update('prepare')).toContain('no tar archive');
  await arrive('factory');
  expect(await update('prepare')).toContain('runs already');
  expect(await running()).toBe('factory');
});

test('a link that leads nowhere, as after a fault of the disk, leads to the image’s own execd', async () => {
  await symlink(join(home, 'versions/gone'), join(home, 'current'));
  await update('prepare');
  expect(await running()).toBe('factory');
});
