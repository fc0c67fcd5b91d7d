import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../config.ts';
import type { Progress } from '../progress.ts';

/** What the build is made from; a change of any of it makes a new one. */
const SOURCES = [
  'package-lock.json',
  'web/*.{ts,mjs,json}',
  'web/{src,content,public}/**/*',
  'sdks/typescript/src/**/*.ts',
  'generated/openapi/api.3.1.json',
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
const next = join(root, 'node_modules/next/dist/bin/next');
const stamp = join(root, 'web/.next/sources.sha256');

/** Arguments that serve the build. */
export const serveArguments = (port: number): string[] => [
  process.execPath,
  next,
  'start',
  join(root, 'web'),
  '--port',
  String(port),
  '--hostname',
  '127.0.0.1',
];

/** Builds the web frontend for production, unless the last build was made from the same sources. */
export const buildWeb = async (progress: Progress): Promise<void> => {
  const digest = digestOf(SOURCES);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  progress('building the pages', 0);
  await build(progress);
  writeFileSync(stamp, digest);
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
    const child = spawn(process.execPath, [next, 'build', join(root, 'web')], {
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
