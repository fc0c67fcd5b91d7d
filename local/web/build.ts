import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../config.ts';
import { withLock } from '../lock.ts';
import type { Progress } from '../progress.ts';

/** What the build is made from; a change of any of it makes a new one. */
const SOURCES = [
  'package-lock.json',
  'web/*.{ts,mjs,json}',
  'web/{src,content,public}/**/*',
  'sdks/typescript/src/**/*.ts',
  'generated/openapi/api.3.1.json',
  'generated/problems.gen.ts',
  'sdks/python/src/cyberdesk/*.py',
  '.changeset/*.md',
];
/** What `next build` says on its way, and how far it is then. */
const STAGES: [RegExp, number][] = [
  [/Creating an optimized/, 0.1],
  [/Compiled successfully/, 0.5],
  [/Finished TypeScript/, 0.65],
  [/Generating static pages/, 0.8],
  [/Finalizing/, 0.95],
];
const MAX_LOG = 64 * 1024;
/** Builds that stay, so that a stack that runs keeps what it serves while another is built. */
const KEPT = 5;
const web = join(root, 'web');
const next = join(root, 'node_modules/next/dist/bin/next');

/** Arguments that serve a build (`WEB_BUILD` in the environment says which), or with `watch` the sources as they change. */
export const serveArguments = (port: number, watch: boolean): string[] => {
  const address = ['--port', String(port), '--hostname', '127.0.0.1'];
  return [process.execPath, next, watch ? 'dev' : 'start', web, ...address];
};

/** Builds the web frontend for production, unless there is a build of the same sources. Returns its folder. */
export const buildWeb = (progress: Progress): Promise<string> =>
  withLock(join(web, '.build.lock'), async () => {
    const folder = folderOf(digestOf(SOURCES));
    if (existsSync(join(web, folder))) return folder;
    progress('building the pages', 0);
    await build(progress);
    keep(join(web, folder));
    removeOld();
    return folder;
  });

const folderOf = (digest: string): string => `.build-${digest.slice(0, 16)}`;

/** Copies what is served out of the folder that the next build will empty. */
const keep = (folder: string): void => {
  const left = /^(cache|dev|trace|trace-build|diagnostics)$/;
  const from = join(web, '.next');
  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  cpSync(from, made, { recursive: true, filter: (path) => !left.test(relative(from, path)) });
  renameSync(made, folder);
};

const removeOld = (): void => {
  const builds = globSync('.build-*', { cwd: web }).map((name) => join(web, name));
  const newestFirst = builds.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const old of newestFirst.slice(KEPT)) rmSync(old, { recursive: true, force: true });
};

const digestOf = (patterns: string[]): string => {
  const hash = createHash('sha256');
  const files = globSync(patterns, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|^next-env\.d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
};

const build = (progress: Progress): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [next, 'build', web], {
      cwd: web,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const onText = (chunk: Buffer): void => {
      log = (log + String(chunk)).slice(-MAX_LOG);
      const stage = STAGES.findLast(([said]) => said.test(log));
      if (stage) progress('building the pages', stage[1]);
    };
    child.stdout.on('data', onText);
    child.stderr.on('data', onText);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The web frontend could not be built:\n${log.slice(-4000)}`));
    });
  });
