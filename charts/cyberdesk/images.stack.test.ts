import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const folder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'cyberdesk-image-')));
  return folders.at(-1) as string;
};

/** The committed files, as `COPY . .` would bring them. */
const context = (): string => {
  const target = folder();
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter((name) => name && existsSync(join(root, name))))
    cpSync(join(root, file), join(target, file));
  return target;
};

interface Lock {
  packages: Record<string, { version?: string }>;
}
const readLock = (path: string): Lock => JSON.parse(readFileSync(path, 'utf8')) as Lock;

/** Packages that were installed in another version than package-lock.json names. */
const strangers = (build: string): string[] => {
  const { packages } = readLock(join(root, 'package-lock.json'));
  const installed = readLock(join(build, 'node_modules/.package-lock.json')).packages;
  expect(Object.keys(installed).length).toBeGreaterThan(20);
  return Object.keys(installed).filter((at) => installed[at]?.version !== packages[at]?.version);
};

/** The second stage: what the Dockerfile copies, links kept as they are. */
const image = (dockerfile: string, build: string): string => {
  const target = folder();
  for (const [, place = ''] of dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm))
    cpSync(join(build, place), join(target, place), { recursive: true, verbatimSymlinks: true });
  return target;
};

test.each(['services/gateway/Dockerfile', 'operator/Dockerfile'])(
  'what %s builds finds all its modules, and complains only about its configuration',
  (path) => {
    const dockerfile = readFileSync(join(root, path), 'utf8');
    const build = context();
    const [program = '', ...argv] = /^RUN (npm .+)$/m.exec(dockerfile)?.[1]?.split(' ') ?? [];
    const installed = spawnSync(program, argv, { cwd: build, encoding: 'utf8', timeout: 240_000 });
    expect(installed.status, installed.stderr).toBe(0);
    expect(strangers(build)).toEqual([]);
    const main = /^CMD \["node", "(.+)"\]$/m.exec(dockerfile)?.[1] ?? '';
    const cwd = image(dockerfile, build);
    const started = spawnSync(process.execPath, [main], { cwd, env: {}, encoding: 'utf8' });
    expect(started.status).not.toBe(0);
    expect(started.stderr).toMatch(/SERVICE_(JWKS|KEY)_FILE/);
    expect(started.stderr).not.toContain('ERR_MODULE_NOT_FOUND');
  },
  300_000,
);
