import { spawn, spawnSync } from 'node:child_process';
import type { Progress } from './progress.ts';

/** Installs the Debian packages that are missing, or says which command would and changes nothing. */
export const ensurePackages = async (
  wanted: readonly string[],
  progress: Progress,
  isRoot = process.getuid?.() === 0,
): Promise<void> => {
  const missing = missingOf(wanted);
  if (missing.length === 0) return;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) throw new Error(askFor(missing));
  progress(`installing ${missing.join(' ')}`);
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await run([...prefix, 'apt-get', 'update', '-qq', ...wait], missing);
  const flags = ['-y', '-qq', '--no-install-recommends', ...wait];
  await run([...prefix, 'apt-get', 'install', ...flags, ...missing], missing);
};

/** Those of these packages that are not installed; one question for all of them. */
export const missingOf = (wanted: readonly string[]): string[] => {
  if (wanted.length === 0) return [];
  const argv = ['-W', '-f=${Package} ${db:Status-Status}\n', ...wanted];
  const result = spawnSync('dpkg-query', argv, { encoding: 'utf8' });
  if (result.error)
    throw new Error('This machine has no dpkg. Cyberdesk runs on Debian and Ubuntu.');
  const installed = new Set(result.stdout.split('\n'));
  return wanted.filter((name) => !installed.has(`${name} installed`));
};

const askFor = (missing: string[]): string =>
  `These Debian packages are missing, and there is no root or passwordless sudo to install them. Run:\n` +
  `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;

const run = (argv: string[], missing: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const [program = '', ...rest] = argv;
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream
        .setEncoding('utf8')
        .on('data', (text: string) => (output = (output + text).slice(-4_000)));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${argv.join(' ')} failed:\n${output}\n${askFor(missing)}`)),
    );
  });
