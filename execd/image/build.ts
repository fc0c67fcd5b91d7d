import { copyFile, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBase, DISK_SIZE } from './base.ts';
import { exists, hashFiles, listFiles, prune, publish } from './cache.ts';
import { injectLayer, stageLayer } from './layer.ts';
import { pack, stageRelease } from './release.ts';
import { run } from './run.ts';
import type { Progress } from './progress.ts';

const HERE = import.meta.dirname;
const IMAGES_KEPT = 3;
const BASES_KEPT = 2;

export interface ImageOptions {
  cacheDirectory: string;
  entry?: string;
  /** Folders of the cache that must stay: disks of machines stand on them. */
  keep?: string[];
  progress: Progress;
}

/** What an image weighs and took; kept beside it as image.json. */
export interface ImageFigures {
  /** Bytes of root.qcow2: what a registry stores and a node downloads. */
  diskBytes: number;
  packages: number;
  /** Seconds that this build took; the Debian part counts only when it was made too. */
  buildSeconds: number;
}

/** Stages what is ours in the image as a folder, for desktops without a virtual machine. */
export function buildLayer(options: ImageOptions): Promise<string> {
  return staged(async (staging) => {
    const layer = join(staging, 'layer');
    await stageLayer(layer, options.entry);
    const key = await hashFiles(layer, await listFiles(layer));
    const directory = join(options.cacheDirectory, 'layers', key);
    if (!(await exists(directory))) {
      await publish(directory, (work) => cp(layer, work, { recursive: true }));
    }
    await prune(directory, IMAGES_KEPT, options.keep);
    return directory;
  });
}

/** Packs execd as the file that a running desktop is updated with, and gives its folder: update.tar.gz. */
export function buildUpdate(options: ImageOptions): Promise<string> {
  return staged(async (staging) => {
    await stageRelease(staging, options.entry);
    const directory = join(
      options.cacheDirectory,
      'updates',
      await hashFiles(staging, [join(staging, 'SHA256SUMS')]),
    );
    if (!(await exists(directory)))
      await publish(directory, (work) => pack(staging, join(work, 'update.tar.gz')));
    await prune(directory, IMAGES_KEPT);
    return directory;
  });
}

/** Makes the desktop image unless the cache has it, and gives its folder: vmlinuz, initrd, root.qcow2, packages.txt, image.json. */
export function buildImage(options: ImageOptions): Promise<string> {
  return staged(async (staging) => {
    await stageLayer(join(staging, 'layer'), options.entry);
    return await ensureImage(join(staging, 'layer'), options);
  });
}

/** What is known of a finished image. */
export async function readFigures(image: string): Promise<ImageFigures> {
  return JSON.parse(await readFile(join(image, 'image.json'), 'utf8')) as ImageFigures;
}

async function staged(work: (staging: string) => Promise<string>): Promise<string> {
  const staging = await mkdtemp(join(tmpdir(), 'cyberdesk-image-'));
  try {
    return await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function ensureImage(
  layer: string,
  { cacheDirectory, progress, keep }: ImageOptions,
): Promise<string> {
  const recipe = ['packages.txt', 'setup.sh'].map((name) => join(HERE, name));
  const baseKey = await hashFiles(HERE, recipe, [DISK_SIZE]);
  // The recipe of what lies beside the disk counts too: an image of an older one has no figures.
  const imageKey = await hashFiles(layer, await listFiles(layer), [baseKey, 'figures']);
  const base = join(cacheDirectory, 'bases', baseKey);
  const image = join(cacheDirectory, 'images', imageKey);
  if (!(await exists(image))) {
    const since = Date.now();
    if (!(await exists(base))) await buildBase(base, progress);
    progress('layer', 0, 'adding execd to the image');
    await addLayer(base, image, layer, since);
    await prune(base, BASES_KEPT);
  }
  await prune(image, IMAGES_KEPT, keep);
  progress('layer', 1, 'image ready');
  return image;
}

async function addLayer(base: string, image: string, layer: string, since: number): Promise<void> {
  await publish(image, async (work) => {
    const raw = join(work, 'root.raw');
    await run('cp', ['--sparse=always', join(base, 'base.raw'), raw]);
    await injectLayer(raw, layer);
    await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, join(work, 'root.qcow2')]);
    await rm(raw);
    for (const name of ['vmlinuz', 'initrd', 'packages.txt'])
      await copyFile(join(base, name), join(work, name));
    await writeFile(join(work, 'image.json'), JSON.stringify(await figures(work, since)));
  });
}

async function figures(work: string, since: number): Promise<ImageFigures> {
  const packages = await readFile(join(work, 'packages.txt'), 'utf8');
  return {
    diskBytes: (await stat(join(work, 'root.qcow2'))).size,
    packages: packages.trim().split('\n').length,
    buildSeconds: Math.round((Date.now() - since) / 1000),
  };
}
