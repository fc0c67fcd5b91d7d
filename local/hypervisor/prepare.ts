import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder, type Driver, root, statePath } from '../state.ts';
import { probeAccelerator } from './qemu/probe.ts';
import { ensureTemplate } from './qemu/template.ts';
import { type Prepared, writePrepared } from './prepared.ts';
import { prune } from './system/cache.ts';
import { pin, pinned } from './system/pins.ts';

/** The size that `small` desktops have: the one that is cloned instead of booted. */
const TEMPLATE_SIZE = { vcpus: 2, memoryMiB: 2048 };
const TEMPLATES_KEPT = 2;

export interface PrepareOptions {
  driver: Driver;
  onProgress: (message: string, fraction?: number) => void;
  stateDirectory?: string;
}

/** Makes what the driver needs and the cache lacks: image and template, or the staged programs. */
export async function prepare(options: PrepareOptions): Promise<void> {
  const {
    driver,
    stateDirectory = statePath('hypervisor', 'prepared.json').replace(/\/prepared\.json$/, ''),
  } = options;
  const prepared = await (driver === 'qemu'
    ? prepareQemu(options, stateDirectory)
    : prepareOther(options));
  await writePrepared(stateDirectory, prepared);
}

async function prepareOther({ driver, onProgress }: PrepareOptions): Promise<Prepared> {
  if (driver !== 'process') return { driver: 'simulated' };
  return { driver, layer: await buildImage(['--layer'], onProgress) };
}

/** Of the whole, the image takes the first third where it is missing, the template the rest. */
async function prepareQemu(
  { onProgress }: PrepareOptions,
  stateDirectory: string,
): Promise<Prepared> {
  const cacheDirectory = cacheFolder();
  const keep = [...(await pinned(cacheDirectory))];
  const report = (message: string, fraction = 0): void => onProgress(message, fraction * 0.33);
  const image = await buildImage(
    keep.flatMap((folder) => ['--keep', folder]),
    report,
  );
  const accelerator = await probeAccelerator(image);
  const directory = await ensureTemplate({
    ...TEMPLATE_SIZE,
    cacheDirectory,
    image,
    accelerator,
    progress: (fraction, message) => onProgress(message, 0.33 + fraction * 0.67),
  });
  // What machines stand on is pinned by the hypervisor; until it runs, what was just made must not go.
  await pin(cacheDirectory, stateDirectory, [...keep, image, directory]);
  await prune(directory, TEMPLATES_KEPT, await pinned(cacheDirectory));
  return { driver: 'qemu', accelerator, image, template: { directory, ...TEMPLATE_SIZE } };
}

type Line =
  | { event: 'progress'; message: string; fraction: number; stage: string }
  | { event: 'done'; directory: string }
  | { event: 'error'; message: string };

/** The image recipe is a program of its own, in execd's room; it prints one JSON object a line. */
async function buildImage(
  args: string[],
  onProgress: PrepareOptions['onProgress'],
): Promise<string> {
  const program = join(root, 'execd/image/main.ts');
  const child = spawn(process.execPath, [program, '--cache', cacheFolder(), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last: Line | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    last = JSON.parse(text) as Line;
    if (last.event === 'progress') onProgress(last.message, last.fraction);
  }
  if (last?.event === 'done') return last.directory;
  throw new Error(
    `the desktop image could not be made: ${last?.event === 'error' ? last.message : 'it ended without a word'}`,
  );
}
