import { cp, copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { nodeBinary } from './bundle.ts';
import { listFiles } from './cache.ts';
import { run } from './run.ts';

const HERE = import.meta.dirname;

/** Everything that is ours in the image: plain files, the Node.js binary and execd. */
export async function stageLayer(directory: string, bundle: string): Promise<void> {
  const home = join(directory, 'usr/lib/cyberdesk');
  await cp(join(HERE, 'rootfs'), directory, { recursive: true });
  await mkdir(join(home, 'bin'), { recursive: true });
  await copyFile(nodeBinary(), join(home, 'bin/node'));
  await cp(bundle, join(home, 'execd'), { recursive: true });
}

/** Writes a folder into an ext4 image without mounting it: debugfs needs neither root nor a loop device. */
export async function injectLayer(image: string, directory: string): Promise<void> {
  const files = await listFiles(directory);
  const script = debugfsScript(await Promise.all(files.map((file) => describe(directory, file))));
  await run('debugfs', ['-w', '-f', '-', image], { input: script });
  await run('e2fsck', ['-fn', image]);
  await verify(
    image,
    files.map((file) => `/${relative(directory, file)}`),
  );
}

export interface LayerFile {
  source: string;
  target: string;
  mode: number;
}

async function describe(directory: string, source: string): Promise<LayerFile> {
  const mode = (await stat(source)).mode & 0o111 ? 0o755 : 0o644;
  const target = `/${relative(directory, source)}`;
  return { source, target, mode: target.startsWith('/etc/sudoers.d/') ? 0o440 : mode };
}

/** Folders first (one that exists already only makes debugfs complain), then each file, owned by root. */
export function debugfsScript(files: LayerFile[]): string {
  const folders = new Set(files.flatMap(({ target }) => parents(target)));
  const lines = [...folders].sort().map((folder) => `mkdir "${folder}"`);
  for (const { source, target, mode } of files) {
    lines.push(
      `cd "${dirname(target)}"`,
      `rm "${basename(target)}"`,
      `write "${source}" "${basename(target)}"`,
    );
    lines.push(
      `sif "${target}" mode 0100${mode.toString(8)}`,
      `sif "${target}" uid 0`,
      `sif "${target}" gid 0`,
    );
  }
  return `${lines.join('\n')}\nquit\n`;
}

function parents(path: string): string[] {
  const folder = dirname(path);
  return folder === '/' ? [] : [...parents(folder), folder];
}

/** debugfs ends with 0 whatever happened: ask for what must be there. */
async function verify(image: string, targets: string[]): Promise<void> {
  const questions = targets.map((target) => `stat "${target}"`).join('\n');
  const answer = await run('debugfs', ['-f', '-', image], { input: `${questions}\nquit\n` });
  const found = answer.match(/Type: regular/g)?.length ?? 0;
  if (found < targets.length)
    throw new Error(`only ${found} of ${targets.length} files arrived in ${image}`);
}
