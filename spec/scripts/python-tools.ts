import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirementsFile = path.join(import.meta.dirname, 'python/requirements.txt');
const lockMaxAgeMs = 15 * 60_000;

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

const textOf = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return stderr?.trim() || (message ?? String(error));
};

async function pythonVersion(): Promise<string> {
  const program = 'import sys; print(".".join(map(str, sys.version_info[:3])))';
  const version = await run('python3', ['-c', program]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 3 && minor >= 11) return version;
  const found = version ? `python3 is ${version}` : 'python3 is missing';
  throw new Error(`${found}; Python 3.11 or newer is needed: apt-get install python3 python3-venv`);
}

async function createEnvironment(folder: string): Promise<void> {
  const create = (): Promise<unknown> => run('python3', ['-m', 'venv', '--clear', folder]);
  try {
    await create();
  } catch (error) {
    const command = ['install', '-y', '--no-install-recommends', 'python3-venv'];
    // Debian ships venv apart from Python. Root may install it; anyone else is told how.
    if (process.getuid?.() !== 0) {
      throw new Error(`python3 cannot make environments. Run: sudo apt-get ${command.join(' ')}`, {
        cause: error,
      });
    }
    await run('apt-get', command, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    await create();
  }
}

/** The locked lines of one package, hashes included. */
function lockedLines(requirements: string, name: string): string {
  const packages = requirements.split(/\n(?=[A-Za-z])/);
  const lines = packages.find((one) => one.startsWith(`${name}==`));
  if (!lines)
    throw new Error(
      `${requirementsFile} does not lock ${name}: run \`npm run generate -- --lock-python\``,
    );
  return `${lines}\n`;
}

/** pip brings uv, by hash; uv brings everything else, by hash. */
async function install(folder: string, requirements: string): Promise<void> {
  const uvOnly = path.join(folder, 'uv.txt');
  await writeFile(uvOnly, lockedLines(requirements, 'uv'));
  const bin = (name: string): string => path.join(folder, 'bin', name);
  await run(bin('pip'), ['install', '--quiet', '--require-hashes', '-r', uvOnly]);
  const python = ['--python', bin('python')];
  await run(bin('uv'), [
    'pip',
    'install',
    '--quiet',
    '--require-hashes',
    ...python,
    '-r',
    requirementsFile,
  ]);
}

async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const taken = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (taken) break;
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > lockMaxAgeMs) await rm(lock, { recursive: true, force: true });
    else await sleep(500);
  }
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/**
 * Folder with the executables of the locked Python tools (uv, openapi-python-client, pytest, schemathesis, ruff). Made
 * once per lock file and Python version, in the user's cache, shared by every clone.
 */
export async function pythonTools(): Promise<string> {
  const requirements = await readFile(requirementsFile, 'utf8');
  const version = await pythonVersion();
  const hash = createHash('sha256').update(requirements).update(version).digest('hex').slice(0, 16);
  const cache = path.join(
    process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
    'cyberdesk',
  );
  const folder = path.join(cache, `python-${hash}`);
  const complete = path.join(folder, '.complete');
  if (await exists(complete)) return path.join(folder, 'bin');
  await mkdir(cache, { recursive: true });
  await locked(`${folder}.lock`, async () => {
    if (await exists(complete)) return;
    await createEnvironment(folder);
    await install(folder, requirements).catch((error: unknown) => {
      throw new Error(`The Python tools could not be installed: ${textOf(error)}`, {
        cause: error,
      });
    });
    await writeFile(complete, '');
  });
  return path.join(folder, 'bin');
}

/** Writes requirements.txt anew from requirements.in. */
export async function lockPython(): Promise<void> {
  const uv = path.join(await pythonTools(), 'uv');
  const folder = path.dirname(requirementsFile);
  const options = [
    '--universal',
    '--python-version',
    '3.11',
    '--generate-hashes',
    '--no-emit-index-url',
    '--no-header',
  ];
  await run(uv, ['pip', 'compile', ...options, '-q', '-o', 'requirements.txt', 'requirements.in'], {
    cwd: folder,
  });
}
