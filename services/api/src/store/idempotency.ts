import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Names one request of one caller. */
export interface RecordKey {
  principal: string;
  operation: string;
  key: string;
}

/** A key that one request serves. A takeover changes the owner, and what the first one writes then goes nowhere. */
export interface Held extends RecordKey {
  owner: string;
  /** Id of what a request before made, or changed, and could not tell of. */
  made: string | null;
}

/** What is known of a key: it is ours to serve, in flight, answered, or was used for something else. */
export type Claim =
  | { outcome: 'mine'; held: Held }
  | { outcome: 'inFlight' }
  | { outcome: 'answered'; reply: Buffer }
  | { outcome: 'otherRequest' };

/** Somebody else serves this key by now; nothing of this transaction may stay. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

const LEASE = sql<Date>`now() + interval '30 seconds'`;
const FORGOTTEN = sql<boolean>`idempotency_records.created_at < now() - interval '24 hours'`;
const ABANDONED = sql<boolean>`idempotency_records.reply is null
  and idempotency_records.leased_until <= now() and idempotency_records.fingerprint = excluded.fingerprint`;

/** Takes the key for this request, or says what became of the first one. A lease that ran out is taken over. */
export const claim = async (db: Db, name: RecordKey, fingerprint: Buffer): Promise<Claim> => {
  const fresh = { fingerprint, reply: null, owner: randomUUID(), leased_until: LEASE };
  const mine = await db
    .insertInto('idempotency_records')
    .values({ ...name, ...fresh, made_id: null })
    .onConflict((conflict) =>
      conflict
        .columns(['principal', 'operation', 'key'])
        .doUpdateSet({
          ...fresh,
          made_id: sql`case when ${FORGOTTEN} then null else idempotency_records.made_id end`,
          created_at: sql`now()`,
        })
        .where((each) => each.or([FORGOTTEN, ABANDONED])),
    )
    .returning(['owner', 'made_id'])
    .executeTakeFirst();
  if (mine) return { outcome: 'mine', held: { ...name, owner: mine.owner, made: mine.made_id } };
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

const stillHeld = (db: Db, { principal, operation, key, owner }: Held) =>
  db
    .updateTable('idempotency_records')
    .where('principal', '=', principal)
    .where('operation', '=', operation)
    .where('key', '=', key)
    .where('owner', '=', owner)
    .where('reply', 'is', null);

/**
 * Notes what is made for the key; call it in the transaction that makes it, so that a repeat finds it however this
 * request ends. Throws, and with it undoes the transaction, when another request has taken over.
 */
export const noteMade = async (db: Db, held: Held | undefined, id: string): Promise<void> => {
  if (!held) return;
  const { numUpdatedRows } = await stillHeld(db, held).set({ made_id: id }).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new ClaimLost('another request serves this key');
};

/** Keeps the reply for repeats, unless another request has taken over. */
export const settle = (db: Db, held: Held, reply: Buffer) =>
  stillHeld(db, held).set({ reply }).execute();

/** Gives the key back after a failure of ours, so that a repeat tries again, or goes on with what was made. */
export const release = async (db: Db, held: Held): Promise<void> => {
  await stillHeld(db, held)
    .set({ leased_until: sql`now()` })
    .execute();
  await db
    .deleteFrom('idempotency_records')
    .where('principal', '=', held.principal)
    .where('operation', '=', held.operation)
    .where('key', '=', held.key)
    .where('owner', '=', held.owner)
    .where('reply', 'is', null)
    .where('made_id', 'is', null)
    .execute();
};

/** Forgets what is older than a day. */
export const forgetOld = (db: Db) =>
  db
    .deleteFrom('idempotency_records')
    .where('created_at', '<', sql<Date>`now() - interval '24 hours'`)
    .execute();
