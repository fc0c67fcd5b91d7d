import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as listen, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from './main.ts';
import { migrate } from './migrate.ts';

/** A database for one test file. */
export interface TestDatabase {
  /** As the API's role. */
  url: string;
  /** As the auth server's role. */
  authUrl: string;
  /** As superuser. */
  adminUrl: string;
  stop: () => Promise<void>;
}

/** Starts an empty, migrated Postgres server; about one second. */
export const startTestDatabase = async (): Promise<TestDatabase> => {
  const parent = mkdtempSync(join(tmpdir(), 'cyberdesk-postgres-'));
  chmodSync(parent, 0o711);
  const port = await freePort();
  const server = createServer({
    folder: join(parent, 'data'),
    port,
    password: 'admin',
    fsync: false,
    quiet: true,
  });
  await server.initialise();
  await server.start();
  const urlOf = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  const adminUrl = urlOf('postgres', 'admin');
  await migrate(adminUrl, { api: 'api', auth: 'auth' });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  return {
    url: urlOf('cyberdesk_api', 'api'),
    authUrl: urlOf('supabase_auth_admin', 'auth'),
    adminUrl,
    stop,
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = listen().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
