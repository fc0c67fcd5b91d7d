import { sql, type Insertable, type Updateable } from 'kysely';
import type { Database, Db, DesktopRow } from './database.ts';
import { appendEvent, factsOf } from './events.ts';
import { noteMade, type Held } from './idempotency.ts';

/** Filters of the list of desktops. */
export interface DesktopFilter {
  limit: number;
  before: string | undefined;
  states: string[] | undefined;
  labels: Record<string, string>;
}

/** Reserves a place in the quota and inserts the row for this request's key, or says how many desktops there are already. */
export const insertDesktop = (
  db: Db,
  values: Insertable<Database['desktops']>,
  defaultLimit: number,
  held?: Held,
): Promise<{ row: DesktopRow } | { limit: number; used: number }> =>
  db.transaction().execute(async (transaction) => {
    const { max_desktops } = await transaction
      .selectFrom('organizations')
      .select('max_desktops')
      .where('id', '=', values.organization_id)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow();
    const limit = max_desktops ?? defaultLimit;
    const { used } = await transaction
      .selectFrom('desktops')
      .select((each) => each.fn.countAll<number>().as('used'))
      .where('organization_id', '=', values.organization_id)
      .where('state', '<>', 'deleted')
      .executeTakeFirstOrThrow();
    if (used >= limit) return { limit, used };
    const row = await transaction
      .insertInto('desktops')
      .values(values)
      .returningAll()
      .executeTakeFirstOrThrow();
    await noteMade(transaction, held, row.id);
    await appendEvent(transaction, row, 'desktop.created', factsOf(row));
    return { row };
  });

/** A desktop of this organization. */
export const findDesktop = (
  db: Db,
  organization: string,
  id: string,
): Promise<DesktopRow | undefined> =>
  db
    .selectFrom('desktops')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .where((each) =>
      each.or([
        each('deleted_at', 'is', null),
        each('deleted_at', '>', sql<Date>`now() - interval '30 days'`),
      ]),
    )
    .executeTakeFirst();

/** Desktops of this organization, newest first; deleted ones only when a state filter asks for them. */
export const listDesktops = (
  db: Db,
  organization: string,
  filter: DesktopFilter,
): Promise<DesktopRow[]> => {
  const { before, states, labels, limit } = filter;
  return db
    .selectFrom('desktops')
    .selectAll()
    .where('organization_id', '=', organization)
    .where((each) =>
      each.or([
        each('deleted_at', 'is', null),
        each('deleted_at', '>', sql<Date>`now() - interval '30 days'`),
      ]),
    )
    .$if(states === undefined, (query) => query.where('state', '<>', 'deleted'))
    .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .$if(Object.keys(labels).length > 0, (query) =>
      query.where(sql<boolean>`labels @> ${JSON.stringify(labels)}::jsonb`),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
};

/**
 * Changes what is wanted of a desktop, if it is still in one of the given states. `unsynced_since` makes the sweeper
 * repeat the call to the cluster until one was answered.
 */
export const changeDesktop = (
  db: Db,
  row: DesktopRow,
  change: Updateable<Database['desktops']>,
  { event, held }: { event?: string; held?: Held | undefined } = {},
): Promise<DesktopRow | undefined> =>
  db.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('desktops')
      .set(change)
      .where('id', '=', row.id)
      .where('organization_id', '=', row.organization_id)
      .where('state', '=', row.state)
      .returningAll()
      .executeTakeFirst();
    if (changed) await noteMade(transaction, held, changed.id);
    if (changed && event) await appendEvent(transaction, changed, event, factsOf(changed));
    return changed;
  });

/** Notes that the cluster knows what was wanted at that moment; a later wish stays unsynced. */
export const markSynced = (db: Db, row: DesktopRow) =>
  db
    .updateTable('desktops')
    .set({ unsynced_since: null, push_failures: 0 })
    .where('id', '=', row.id)
    .where('unsynced_since', '=', row.unsynced_since)
    .execute();

/**
 * Notes on the desktop that the cluster refused what is wanted, and puts the next call off, twice as long each time. A
 * later wish, or a state that was reported since, is left as it is.
 */
export const putOff = (
  db: Db,
  row: DesktopRow,
  told: { state_reason: string; state_message: string },
): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('desktops')
      .set((each) => ({
        ...told,
        push_failures: each('push_failures', '+', 1),
        unsynced_since: sql<Date>`date_trunc('milliseconds', now())`,
      }))
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .where('unsynced_since', '=', row.unsynced_since)
      .returningAll()
      .executeTakeFirst();
    if (changed?.push_failures !== 1) return;
    await appendEvent(transaction, changed, `desktop.${changed.state}`, factsOf(changed));
  });

/** A removal that was refused before goes on now. */
export const noteAccepted = (db: Db, row: DesktopRow) =>
  db
    .updateTable('desktops')
    .set({ ...REMOVING, push_failures: 0 })
    .where('id', '=', row.id)
    .where('state', '=', 'deleting')
    .execute();

/** Why a desktop is `deleting` while all goes well. */
export const REMOVING = {
  state_reason: 'DeleteRequested',
  state_message: 'Machine and disk are being removed.',
};

const LONGEST_PAUSE_SECONDS = 300;

/** Desktops whose wish may not have reached the cluster; each is leased to one sweeper. */
export const leaseUnsynced = (db: Db, pauseSeconds: number): Promise<DesktopRow[]> => {
  const pause = sql`least(${pauseSeconds} * power(2, push_failures), ${LONGEST_PAUSE_SECONDS})`;
  return db
    .updateTable('desktops')
    .set({ unsynced_since: sql<Date>`date_trunc('milliseconds', now())` })
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('desktops')
        .select('id')
        .where('unsynced_since', '<', sql<Date>`now() - make_interval(secs => ${pause})`)
        .orderBy('unsynced_since')
        .limit(50)
        .forNoKeyUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
};
