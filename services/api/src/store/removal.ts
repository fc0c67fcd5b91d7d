import { sql } from 'kysely';
import { later } from '../domain/times.ts';
import type { Db, DesktopRow } from './database.ts';
import { appendEvent, factsOf } from './events.ts';

/**
 * When a machine that is gone without a word has ended, as far as anybody can say: it was seen running then, and a
 * customer is never billed for more. Its own report, should one come, sets it right.
 */
const endOf = ({ running_since, observed_at }: DesktopRow): Date => {
  const seen = later(running_since, observed_at)?.getTime() ?? 0;
  return new Date(Math.floor(seen / 1000) * 1000);
};

const closedSeconds = (row: DesktopRow): number =>
  row.running_since ? (endOf(row).getTime() - row.running_since.getTime()) / 1000 : 0;

/** The resource is gone: `deleted` when that was wanted, `failed` otherwise. What ran is closed when it was last seen. */
export const applyRemoval = (db: Db, id: string): Promise<DesktopRow | undefined> =>
  db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('desktops')
      .selectAll()
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!row || row.state === 'deleted') return row;
    await transaction
      .updateTable('usage_intervals')
      .set({ ended_at: sql<Date>`greatest(started_at, ${endOf(row)})` })
      .where('desktop_id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
    const removed = await transaction
      .updateTable('desktops')
      .set({
        ...removedOf(row),
        running_seconds: row.running_seconds + Math.max(0, Math.floor(closedSeconds(row))),
        running_since: null,
        unsynced_since: null,
        push_failures: 0,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await appendEvent(transaction, removed, `desktop.${removed.state}`, factsOf(removed));
    return removed;
  });

const removedOf = ({ desired }: DesktopRow) => {
  const now = new Date();
  if (desired === 'deleted')
    return {
      state: 'deleted',
      state_reason: 'Deleted',
      state_message: 'The desktop and its disk are gone.',
      state_since: now,
      deleted_at: now,
    };
  return {
    state: 'failed',
    state_reason: 'InstanceRemoved',
    state_message: 'The desktop was removed in its cluster. Delete it here too.',
    state_since: now,
  };
};

/** Desktops of a cluster that should have a resource there: none of them is on its first way to the cluster. */
export const expectedInstances = (db: Db, cluster: string): Promise<{ id: string }[]> =>
  db
    .selectFrom('desktops')
    .select('id')
    .where('cluster_id', '=', cluster)
    .where('state', '<>', 'deleted')
    .where((each) =>
      each.not(
        each.and([
          each('state', '=', 'pending'),
          // A snapshot may be older than the create.
          each.or([
            each('unsynced_since', 'is not', null),
            each('created_at', '>', sql<Date>`now() - interval '1 minute'`),
          ]),
        ]),
      ),
    )
    .where((each) => each.or([each('state', '<>', 'failed'), each('desired', '=', 'deleted')]))
    .execute();
