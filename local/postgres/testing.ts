import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../supervisor/ports.ts';
import { migrate } from './migrate.ts';
import { startServer } from './server.ts';

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
  const server = await startServer({
    folder: join(parent, 'data'),
    port,
    password: 'admin',
    fsync: false,
  });
  const urlOf = (user: string, password: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  const adminUrl = urlOf('postgres', 'admin');
  await migrate(adminUrl, { api: 'api', auth: 'auth' }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: urlOf('cyberdesk_api', 'api'),
    authUrl: urlOf('supabase_auth_admin', 'auth'),
    adminUrl,
    stop,
  };
};
