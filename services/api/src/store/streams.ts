import type { Selectable } from 'kysely';
import { newId } from '@cyberdesk/kit/ids';
import type { Database, Db, DesktopRow } from './database.ts';
import { noteMade, type Held } from './idempotency.ts';

/** A live-view grant. */
export type StreamRow = Selectable<Database['streams']>;

/** Adds a grant for a desktop, or returns the one that a request with this key, which was cut off, has added. */
export const insertStream = (
  db: Db,
  desktop: DesktopRow,
  wanted: { role: 'view' | 'control'; viewerLabel: string | undefined; expiresAt: Date },
  held?: Held,
): Promise<StreamRow> =>
  db.transaction().execute(async (transaction) => {
    if (held?.made) return find(transaction, desktop, held.made).executeTakeFirstOrThrow();
    const row = await transaction
      .insertInto('streams')
      .values({
        id: newId('grt'),
        organization_id: desktop.organization_id,
        desktop_id: desktop.id,
        role: wanted.role,
        viewer_label: wanted.viewerLabel ?? null,
        expires_at: wanted.expiresAt,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await noteMade(transaction, held, row.id);
    return row;
  });

const find = (db: Db, desktop: DesktopRow, id: string) =>
  db
    .selectFrom('streams')
    .selectAll()
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('id', '=', id);

/** Grants of a desktop, newest first. */
export const listStreams = (
  db: Db,
  desktop: DesktopRow,
  page: { limit: number; before: string | undefined },
): Promise<StreamRow[]> =>
  db
    .selectFrom('streams')
    .selectAll()
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('expires_at', '>', new Date(Date.now() - 30 * 86_400_000))
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();

/** Marks a grant as revoked; undefined when the desktop has no such grant. */
export const revokeStream = (
  db: Db,
  desktop: DesktopRow,
  id: string,
): Promise<StreamRow | undefined> =>
  db
    .updateTable('streams')
    .set((each) => ({ revoked_at: each.fn.coalesce('revoked_at', each.val(new Date())) }))
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
