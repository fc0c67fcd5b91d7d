import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { root } from '../state.ts';

/** What Supabase's own database has before any migration of ours: roles, the auth schema, the CLI's ledger. */
const foundation = readFileSync(join(import.meta.dirname, 'foundation.sql'), 'utf8');

/** Folder of our migrations, in the layout of the Supabase CLI. */
const migrations = join(root, 'supabase/migrations');

/** Brings a database up to date, or up to the migration `last`. Each runs once, in one transaction with its line in the ledger. */
export const migrate = async (
  adminUrl: string,
  passwords: { api: string; auth: string },
  last = '99999999999999',
): Promise<string[]> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(4711)');
    await client.query(foundation);
    await client.query(`alter role cyberdesk_api password ${client.escapeLiteral(passwords.api)}`);
    await client.query(
      `alter role supabase_auth_admin password ${client.escapeLiteral(passwords.auth)}`,
    );
    return await applyPending(client, last);
  } finally {
    await client.end();
  }
};

const applyPending = async (client: Client, last: string): Promise<string[]> => {
  const done = await client.query<{ version: string }>(
    'select version from supabase_migrations.schema_migrations',
  );
  const known = new Set(done.rows.map(({ version }) => version));
  const pending = readdirSync(migrations)
    .filter((file) => /^\d{14}_\w+\.sql$/.test(file) && !known.has(file.slice(0, 14)))
    .filter((file) => file.slice(0, 14) <= last)
    .sort();
  for (const file of pending) await applyOne(client, file);
  return pending;
};

const applyOne = async (client: Client, file: string): Promise<void> => {
  const [version, name] = [file.slice(0, 14), file.slice(15, -4)];
  const statements = readFileSync(join(migrations, file), 'utf8');
  try {
    await client.query('begin');
    await client.query(statements);
    await client.query(
      'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
      [version, name, [statements]],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${file} failed: ${(error as Error).message}`, { cause: error });
  }
};
