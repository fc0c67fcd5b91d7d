import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aptOptions, debianSources, SUITE } from './apt.ts';
import { publish } from './cache.ts';
import { run } from './run.ts';
import type { Progress } from './progress.ts';

const HERE = import.meta.dirname;
export const DISK_SIZE = '16G';
/** Fixed, so that the same packages give the same file system. */
const FILESYSTEM_UUID = '6d1f2c5e-6f0a-4f6b-9a5e-c1be7de5c000';
/** Stages as mmdebstrap names them, with the share of the time each has taken when it begins. */
const STAGES: [RegExp, number][] = [
  [/running apt-get update/, 0.02],
  [/downloading packages/, 0.06],
  [/extracting archives/, 0.2],
  [/installing essential/, 0.28],
  [/installing remaining/, 0.35],
  [/running --customize-hook/, 0.8],
  [/cleaning package lists/, 0.9],
];

/** Debian packages and their configuration: slow to make, so it is kept apart from execd and keyed by the recipe only. */
export async function buildBase(directory: string, progress: Progress): Promise<void> {
  await publish(directory, async (work) => {
    const root = join(work, 'root');
    await bootstrap(root, work, progress);
    progress('base', 0.92, 'writing the file system');
    await makeFilesystem(root, join(work, 'base.raw'));
    await copyKernel(root, work);
    const record = await run('dpkg-query', [`--admindir=${root}/var/lib/dpkg`, '-W']);
    await writeFile(join(work, 'packages.txt'), record);
    await rm(root, { recursive: true, force: true });
    await rm(join(work, 'debian.sources'), { force: true });
  });
}

async function bootstrap(root: string, work: string, progress: Progress): Promise<void> {
  const sources = await debianSources();
  const sourcesFile = join(work, 'debian.sources');
  await writeFile(sourcesFile, `${sources}\n`);
  await mkdir(root);
  const args = [
    '--mode=root',
    '--variant=minbase',
    '--format=directory',
    `--include=${(await packageNames()).join(',')}`,
    ...['doc', 'man', 'info', 'locale'].map(
      (part) => `--dpkgopt=path-exclude=/usr/share/${part}/*`,
    ),
    '--dpkgopt=path-include=/usr/share/locale/locale.alias',
    ...(await aptOptions()).map((option) => `--aptopt=${option}`),
    `--customize-hook=${join(HERE, 'setup.sh')}`,
    SUITE,
    root,
    ...(sources ? [sourcesFile] : []),
  ];
  const stage = (line: string): void => {
    const known = STAGES.find(([pattern]) => pattern.test(line));
    if (known) progress('base', known[1], line.replace(/^I: /, ''));
  };
  await run('mmdebstrap', args, { onLine: stage });
}

export async function packageNames(): Promise<string[]> {
  const text = await readFile(join(HERE, 'packages.txt'), 'utf8');
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
}

/** mke2fs fills the file system from the directory: no loop device, no mount. */
async function makeFilesystem(root: string, file: string): Promise<void> {
  await run('mke2fs', [
    '-q',
    '-t',
    'ext4',
    '-L',
    'cyberdesk',
    '-U',
    FILESYSTEM_UUID,
    '-m',
    '1',
    '-i',
    '32768',
    '-J',
    'size=64',
    '-E',
    `lazy_itable_init=0,lazy_journal_init=0,hash_seed=${FILESYSTEM_UUID}`,
    '-d',
    root,
    file,
    DISK_SIZE,
  ]);
}

async function copyKernel(root: string, work: string): Promise<void> {
  const boot = join(root, 'boot');
  for (const [prefix, name] of [
    ['vmlinuz-', 'vmlinuz'],
    ['initrd.img-', 'initrd'],
  ] as const) {
    const found = (await readdir(boot))
      .filter((file) => file.startsWith(prefix))
      .sort()
      .at(-1);
    if (!found)
      throw new Error(
        `the bootstrap left no ${prefix}* in /boot: is a linux-image package in packages.txt?`,
      );
    await writeFile(join(work, name), await readFile(join(boot, found)));
  }
}
