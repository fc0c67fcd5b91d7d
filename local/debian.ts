import { spawn, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import type { Progress } from './progress.ts';

/** Installs the Debian packages that are missing, or says which command would and changes nothing. */
export const ensurePackages = async (
  wanted: readonly string[],
  progress: Progress,
): Promise<void> => {
  const missing = wanted.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const prefix = userInfo().uid === 0 ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0)
    throw new Error(askFor(missing));
  progress(`installing ${missing.join(' ')}`);
  await run([...prefix, 'apt-get', 'update', '-qq'], missing);
  const flags = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  await run([...prefix, 'apt-get', 'install', ...flags, ...missing], missing);
};

const isInstalled = (name: string): boolean => {
  const result = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], {
    encoding: 'utf8',
  });
  if (result.error)
    throw new Error('This machine has no dpkg. Cyberdesk runs on Debian and Ubuntu.');
  return result.stdout === 'installed';
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
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${argv.join(' ')} failed:\n${output}\n${askFor(missing)}`)),
    );
  });
