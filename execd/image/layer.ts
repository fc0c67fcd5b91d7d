import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { listFiles } from './cache.ts';
import { stageRelease } from './release.ts';
import { run } from './run.ts';

const HERE = import.meta.dirname;

/** Everything that is ours in the image: plain files, and execd with the Node.js that runs it. */
export async function stageLayer(directory: string, entry?: string): Promise<void> {
  await cp(join(HERE, 'rootfs'), directory, { recursive: true });
  const release = await mkdtemp(join(tmpdir(), 'cyberdesk-release-'));
  try {
    await stageRelease(release, entry);
    await cp(release, join(directory, 'usr/lib/cyberdesk'), { recursive: true });
  } finally {
    await rm(release, { recursive: true, force: true });
  }
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
