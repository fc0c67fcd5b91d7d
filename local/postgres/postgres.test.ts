import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../supervisor/ports.ts';
import { isReachable } from './account.ts';
import { dataFolder, endServer, ensureDataFolder } from './folder.ts';
import { migrate } from './migrate.ts';
import { startServer } from './server.ts';
import { startTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-files-'));
beforeAll(async () => {
  chmodSync(folder, 0o711);
  database = await startTestDatabase();
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

test('every migration stands in the ledger of the Supabase CLI, and none runs twice', async () => {
  const ledger = await query(
    database.adminUrl,
    'select version, name, statements from supabase_migrations.schema_migrations order by version',
  );
  expect(ledger[0]).toMatchObject({ version: '20261123000000', name: 'cyberdesk' });
  expect(await migrate(database.adminUrl, { api: 'api', auth: 'auth' })).toEqual([]);
});

test('a database of an earlier release goes on with its data', async () => {
  await query(database.adminUrl, 'create database earlier');
  const url = database.adminUrl.replace(/postgres$/, 'earlier');
  const passwords = { api: 'api', auth: 'auth' };
  await migrate(url, passwords, '20261123000000');
  await query(
    url,
    `insert into cyberdesk.organizations (id, name) values ('org_a', 'A'), ('org_b', 'B');
     insert into cyberdesk.events (id, organization_id, type, data)
       values ('evt_1', 'org_a', 't', '{}'), ('evt_2', 'org_b', 't', '{}'), ('evt_3', 'org_a', 't', '{}')`,
  );
  await migrate(url, passwords);
  await query(
    url,
    `insert into cyberdesk.events (id, organization_id, type, data) values ('evt_4', 'org_a', 't', '{}')`,
  );
  const events = await query(url, 'select id, sequence::int from cyberdesk.events order by id');
  expect(events.map(({ id, sequence }) => [id, sequence])).toEqual([
    ['evt_1', 1],
    ['evt_2', 1],
    ['evt_3', 2],
    ['evt_4', 3],
  ]);
});

test('the API’s role is no superuser and reaches no passwords', async () => {
  const [role] = await query(
    database.url,
    'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  await expect(query(database.url, 'select * from auth.users')).rejects.toThrow(
    /permission denied/,
  );
  await expect(query(database.url, 'select * from cyberdesk.desktops')).resolves.toEqual([]);
  await expect(query(database.authUrl, 'select * from cyberdesk.desktops')).rejects.toThrow(
    /permission denied/,
  );
});

test('a wrong password is refused', async () => {
  const wrong = database.url.replace(':api@', ':other@');
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
});

test('a password that changed in the state is the new one after the next start', async () => {
  await migrate(database.adminUrl, { api: "it's new", auth: 'auth' });
  const url = database.url.replace(':api@', `:${encodeURIComponent("it's new")}@`);
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await migrate(database.adminUrl, { api: 'api', auth: 'auth' });
});

test('data outlives the server, a half-made folder does not stand in the way', async () => {
  const options = {
    folder: join(folder, 'data'),
    port: await freePort(),
    password: 'p',
    fsync: false,
  };
  const url = `postgres://postgres:p@127.0.0.1:${options.port}/postgres`;
  mkdirSync(`${options.folder}.new/base`, { recursive: true });
  const first = await startServer(options);
  await query(url, 'create table kept (id int)');
  await first.stop();
  const second = await startServer(options);
  expect(await query(url, 'select * from kept')).toEqual([]);
  expect(existsSync(`${options.folder}.password`)).toBe(false);
  // What a killed supervisor leaves: the server runs, and nobody holds it.
  await endServer(options.folder);
  await second.ended;
  expect(existsSync(join(options.folder, 'postmaster.pid'))).toBe(false);
}, 60_000);

test('a server that cannot start says why', async () => {
  const options = { folder: join(folder, 'taken'), password: 'p', fsync: false };
  const port = Number(new URL(database.url).port);
  await expect(startServer({ ...options, port })).rejects.toThrow(/Address already in use/);
}, 60_000);

test('files lie in the state where the account may go, and stay where they were', () => {
  vi.stubEnv('CYBERDESK_STATE', join(folder, 'open'));
  const chosen = ensureDataFolder();
  expect(chosen).toBe(join(folder, 'open/postgres/data'));
  chmodSync(join(folder, 'open'), 0o700);
  expect(dataFolder()).toBe(chosen);
  vi.unstubAllEnvs();
});

test.runIf(process.getuid?.() === 0)('under a closed folder they lie in /var/lib instead', () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  vi.stubEnv('CYBERDESK_STATE', join(closed, 'state'));
  expect(isReachable(join(closed, 'state'))).toBe(false);
  const chosen = ensureDataFolder();
  expect(chosen).toMatch(/^\/var\/lib\/cyberdesk\/postgres\/[0-9a-f]{16}$/);
  expect(statSync('/var/lib/cyberdesk').mode & 0o777).toBe(0o711);
  vi.unstubAllEnvs();
});
