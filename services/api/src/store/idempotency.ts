import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Names one request of one caller. */
export interface RecordKey {
  principal: string;
  operation: string;
  key: string;
}

/** What is known of a key: it is ours to serve, in flight, answered, or was used for something else. */
export type Claim =
  | { outcome: 'mine' }
  | { outcome: 'inFlight' }
  | { outcome: 'answered'; reply: Buffer }
  | { outcome: 'otherRequest' };

const LEASE = sql<Date>`now() + interval '90 seconds'`;

/** Takes the key for this request, or says what became of the first one. A lease that ran out is taken over. */
export const claim = async (db: Db, name: RecordKey, fingerprint: Buffer): Promise<Claim> => {
  const mine = await db
    .insertInto('idempotency_records')
    .values({ ...name, fingerprint, reply: null, leased_until: LEASE })
    .onConflict((conflict) =>
      conflict
        .columns(['principal', 'operation', 'key'])
        .doUpdateSet({ fingerprint, reply: null, leased_until: LEASE, created_at: sql`now()` })
        .where((each) =>
          each.or([
            sql<boolean>`idempotency_records.created_at < now() - interval '24 hours'`,
            sql<boolean>`idempotency_records.reply is null and idempotency_records.leased_until < now() and idempotency_records.fingerprint = excluded.fingerprint`,
          ]),
        ),
    )
    .returning('key')
    .executeTakeFirst();
  if (mine) return { outcome: 'mine' };
  const found = await matching(db, name).executeTakeFirst();
  if (!found) return claim(db, name, fingerprint);
  if (!found.fingerprint.equals(fingerprint)) return { outcome: 'otherRequest' };
  return found.reply ? { outcome: 'answered', reply: found.reply } : { outcome: 'inFlight' };
};

const matching = (db: Db, { principal, operation, key }: RecordKey) =>
  db
    .selectFrom('idempotency_records')
    .select(['fingerprint', 'reply'])
    .where('principal', '=', principal)
    .where('operation', '=', operation)
    .where('key', '=', key);

/** Keeps the reply for repeats. */
export const settle = (db: Db, { principal, operation, key }: RecordKey, reply: Buffer) =>
  db
    .updateTable('idempotency_records')
    .set({ reply })
    .where('principal', '=', principal)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .execute();

/** Gives the key back after a failure of ours, so that a repeat tries again. */
export const release = (db: Db, { principal, operation, key }: RecordKey) =>
  db
    .deleteFrom('idempotency_records')
    .where('principal', '=', principal)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .where('reply', 'is', null)
    .execute();

/** Forgets what is older than a day. */
export const forgetOld = (db: Db) =>
  db
    .deleteFrom('idempotency_records')
    .where('created_at', '<', sql<Date>`now() - interval '24 hours'`)
    .execute();
