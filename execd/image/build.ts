import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBase, DISK_SIZE } from './base.ts';
import { bundleExecd } from './bundle.ts';
import { exists, hashFiles, listFiles, prune, publish } from './cache.ts';
import { injectLayer, stageLayer } from './layer.ts';
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

/** Stages what is ours in the image as a folder, for desktops without a virtual machine. */
export async function buildLayer(options: ImageOptions): Promise<string> {
  const staging = await mkdtemp(join(tmpdir(), 'cyberdesk-layer-'));
  try {
    await bundleExecd(join(staging, 'bundle'), options.entry);
    await stageLayer(join(staging, 'layer'), join(staging, 'bundle'));
    const layer = join(staging, 'layer');
    const key = await hashFiles(layer, await listFiles(layer));
    const directory = join(options.cacheDirectory, 'layers', key);
    if (!(await exists(directory))) {
      await publish(directory, (work) => cp(layer, work, { recursive: true }));
    }
    await prune(directory, IMAGES_KEPT, options.keep);
    return directory;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Makes the desktop image unless the cache has it, and gives its folder: vmlinuz, initrd, root.qcow2, packages.txt. */
export async function buildImage(options: ImageOptions): Promise<string> {
  const staging = await mkdtemp(join(tmpdir(), 'cyberdesk-image-'));
  try {
    await bundleExecd(join(staging, 'bundle'), options.entry);
    const layer = join(staging, 'layer');
    await stageLayer(layer, join(staging, 'bundle'));
    return await ensureImage(layer, options);
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
  const imageKey = await hashFiles(layer, await listFiles(layer), [baseKey]);
  const base = join(cacheDirectory, 'bases', baseKey);
  const image = join(cacheDirectory, 'images', imageKey);
  if (!(await exists(image))) {
    if (!(await exists(base))) await buildBase(base, progress);
    progress('layer', 0, 'adding execd to the image');
    await addLayer(base, image, layer);
    await prune(base, BASES_KEPT);
  }
  await prune(image, IMAGES_KEPT, keep);
  progress('layer', 1, 'image ready');
  return image;
}

async function addLayer(base: string, image: string, layer: string): Promise<void> {
  await publish(image, async (work) => {
    const raw = join(work, 'root.raw');
    await run('cp', ['--sparse=always', join(base, 'base.raw'), raw]);
    await injectLayer(raw, layer);
    await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, join(work, 'root.qcow2')]);
    await rm(raw);
    for (const name of ['vmlinuz', 'initrd', 'packages.txt'])
      await copyFile(join(base, name), join(work, name));
  });
}
