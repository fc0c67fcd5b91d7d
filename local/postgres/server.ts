import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureAccount, ownFolder } from './account.ts';
import { postgresBinaries } from './binaries.ts';
import { endServer } from './folder.ts';

/** How to run a server. */
export interface ServerOptions {
  folder: string;
  port: number;
  /** Password of the superuser `postgres`; used when the files are made. */
  password: string;
  /** False only for tests, whose data may be lost with the machine. */
  fsync: boolean;
  onLog?: (text: string) => void;
}

/** A server that runs. */
export interface Server {
  /** Settles when the server's process is gone, for whatever reason. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

const READY = 'ready to accept connections';

/** Starts Postgres on these files, which are made when missing. Resolves when it accepts connections. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const account = ensureAccount();
  const { initdb, postgres } = await postgresBinaries(account);
  await endServer(options.folder);
  if (!existsSync(join(options.folder, 'PG_VERSION'))) await initialize(initdb, options);
  const argv = ['-D', options.folder, '-p', String(options.port), ...settings(options)];
  const child = spawn(postgres, argv, {
    ...account,
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await accepted(child, ended, options.onLog ?? (() => undefined));
  return { ended, stop: () => stop(child, ended) };
};

const settings = ({ fsync }: ServerOptions): string[] =>
  [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=32MB',
    'log_min_messages=warning',
    `fsync=${fsync ? 'on' : 'off'}`,
    `synchronous_commit=${fsync ? 'on' : 'off'}`,
  ].flatMap((setting) => ['-c', setting]);

/** Makes the files beside their place and moves them there: an interrupted start leaves nothing half-made. */
const initialize = async (initdb: string, { folder, password }: ServerOptions): Promise<void> => {
  const account = ensureAccount();
  const temporary = `${folder}.new`;
  const secret = `${folder}.password`;
  rmSync(temporary, { recursive: true, force: true });
  ownFolder(temporary, account);
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (account) chownSync(secret, account.uid, account.gid);
  try {
    await promisify(execFile)(
      initdb,
      [
        `--pgdata=${temporary}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${secret}`,
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ],
      { ...account, cwd: dirname(folder), env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' } },
    );
    renameSync(temporary, folder);
  } finally {
    rmSync(secret, { force: true });
  }
};

const accepted = (
  child: ChildProcess,
  ended: Promise<void>,
  onLog: (text: string) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    let last = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      last = (last + text).slice(-2_000);
      onLog(text);
      if (last.includes(READY)) resolve();
    });
    child.on('error', reject);
    void ended.then(() => reject(new Error(`Postgres ended while it started:\n${last}`)));
  });

const stop = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  child.kill('SIGINT');
  await ended;
};
