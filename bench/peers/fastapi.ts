import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../local/state.ts';
import { freePort } from '../../local/supervisor/ports.ts';
import type { Cleanup } from '../support/cleanup.ts';
import { listens, startProgram } from '../support/program.ts';
import type { Proxy } from './http-proxy.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, 'gateway');

/** A FastAPI gateway with httpx in one uvicorn process, before this execd. */
export const startFastApi = async (cleanup: Cleanup, target: string): Promise<Proxy> => {
  const python = await environment();
  const port = await freePort();
  const server = ['-m', 'uvicorn', 'app:app', '--port', String(port), '--no-access-log'];
  const quiet = ['--log-level', 'warning', '--app-dir', folder];
  const program = startProgram([python, ...server, ...quiet], { TARGET: target });
  cleanup.add(program.stop);
  await program.until(() => listens(port));
  return { port, pids: [program.pid] };
};

/** Python with exactly what requirements.txt names, by hash; made once and kept in the user's cache. */
const environment = async (): Promise<string> => {
  const requirements = join(folder, 'requirements.txt');
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const home = join(cacheFolder(), `bench-python-${hash.slice(0, 16)}`);
  const [python, complete] = [join(home, 'bin/python'), join(home, '.complete')];
  if (existsSync(complete)) return python;
  console.log('installing FastAPI and httpx …');
  await run('python3', ['-m', 'venv', '--clear', home]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(python, [...pip, '--require-hashes', '-r', requirements]);
  await writeFile(complete, '');
  return python;
};
