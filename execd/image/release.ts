import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { bundleExecd, nodeBinary, REPOSITORY } from './bundle.ts';
import { listFiles } from './cache.ts';
import { run } from './run.ts';

/** As `uname -m` says it. */
const ARCHITECTURE = globalThis.process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** Everything that runs as execd in a desktop, in a folder: Node.js, the bundle, who it is, and the sum of every file. */
export async function stageRelease(directory: string, entry?: string): Promise<void> {
  await bundleExecd(join(directory, 'execd'), entry);
  await mkdir(join(directory, 'bin'));
  await copyFile(nodeBinary(), join(directory, 'bin/node'));
  await seal(directory, await ownVersion());
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(REPOSITORY, 'execd/package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * Writes `release` (version, build, architecture) and `SHA256SUMS`, and gives the build: a hash of the contents, so
 * the same files are the same build. `rootfs/usr/lib/cyberdesk/update` reads both.
 */
export async function seal(directory: string, version: string): Promise<string> {
  for (const made of ['release', 'SHA256SUMS']) await rm(join(directory, made), { force: true });
  const files = (await listFiles(directory)).map((file) => `./${relative(directory, file)}`);
  const sums = await Promise.all(files.map((file) => sumLine(directory, file)));
  const build = createHash('sha256')
    .update(`${version}\n${sums.join('')}`)
    .digest('hex');
  const release = `VERSION=${version}\nBUILD=${build.slice(0, 16)}\nARCHITECTURE=${ARCHITECTURE}\n`;
  await writeFile(join(directory, 'release'), release);
  sums.push(await sumLine(directory, './release'));
  await writeFile(join(directory, 'SHA256SUMS'), sums.join(''));
  return build.slice(0, 16);
}

/** A line as sha256sum writes and reads it. */
async function sumLine(directory: string, file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(directory, file))) hash.update(chunk as Buffer);
  return `${hash.digest('hex')}  ${file}\n`;
}

/** Packs a sealed folder as the one file that a desktop is updated with. */
export async function pack(directory: string, file: string): Promise<void> {
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'];
  await run('tar', ['--create', '--gzip', ...same, '--file', file, '--directory', directory, '.']);
}
