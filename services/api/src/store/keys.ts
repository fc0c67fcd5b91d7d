import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import { newId } from '@cyberdesk/kit/ids';
import type { Database, Db } from './database.ts';

/** A stored key. */
export type KeyRow = Selectable<Database['api_keys']>;

/** A key that may be used, with its organization: one query for both, because every request asks. */
export type VerifiedKey = KeyRow & { organization_name: string };

/** Where API keys are kept: hashed in Postgres here, by Unkey where it is configured. */
export interface KeyStore {
  /** Makes a key; the secret is returned this once. */
  create: (organization: string, wanted: NewKey) => Promise<{ row: KeyRow; secret: string }>;
  /** The key that this secret belongs to, unless it is revoked or expired. */
  verify: (secret: string) => Promise<VerifiedKey | undefined>;
  /** Newest first, before an id. */
  list: (
    organization: string,
    page: { limit: number; before: string | undefined },
  ) => Promise<KeyRow[]>;
  /** False when the organization has no such key. */
  revoke: (organization: string, id: string) => Promise<boolean>;
}

/** What a new key is to be. */
export interface NewKey {
  name: string;
  scopes: string[];
  expiresAt: Date | null;
}

const PREFIX = 'cyb_';
const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';

const newSecret = (): string =>
  PREFIX + [...randomBytes(32)].map((byte) => ALPHABET[byte % 32]).join('');
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** True for text that has the form of a key, so that anything else costs no query. */
export const looksLikeKey = (text: string): boolean => /^cyb_[2-7a-z]{32}$/.test(text);

/** Keys in Postgres. Every verification reads the row, so that a revocation holds from the next request on. */
export const postgresKeyStore = (db: Db): KeyStore => ({
  create: async (organization, { name, scopes, expiresAt }) => {
    const secret = newSecret();
    const values = {
      id: newId('key'),
      organization_id: organization,
      name,
      prefix: secret.slice(0, 12),
      hash: hashOf(secret),
      scopes,
      expires_at: expiresAt,
      last_used_at: null,
      revoked_at: null,
    };
    const row = await db
      .insertInto('api_keys')
      .values(values)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { row, secret };
  },
  verify: async (secret) => {
    const hash = hashOf(secret);
    const row = await db
      .selectFrom('api_keys')
      .innerJoin('organizations', 'organizations.id', 'api_keys.organization_id')
      .selectAll('api_keys')
      .select('organizations.name as organization_name')
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (!row || !timingSafeEqual(row.hash, hash) || row.revoked_at) return undefined;
    if (row.expires_at && row.expires_at.getTime() <= Date.now()) return undefined;
    await touch(db, row);
    return row;
  },
  list: (organization, { limit, before }) =>
    db
      .selectFrom('api_keys')
      .selectAll()
      .where('organization_id', '=', organization)
      .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),
  revoke: async (organization, id) => {
    const row = await db
      .updateTable('api_keys')
      .set((each) => ({ revoked_at: each.fn.coalesce('revoked_at', each.val(new Date())) }))
      .where('organization_id', '=', organization)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  },
});

const MINUTE_MS = 60_000;

/** Notes the use, at most once a minute. */
const touch = async (db: Db, row: KeyRow): Promise<void> => {
  if (row.last_used_at && Date.now() - row.last_used_at.getTime() < MINUTE_MS) return;
  await db
    .updateTable('api_keys')
    .set({ last_used_at: new Date() })
    .where('id', '=', row.id)
    .execute();
};
