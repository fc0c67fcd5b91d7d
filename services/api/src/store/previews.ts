import type { Selectable } from 'kysely';
import { newId } from '@cyberdesk/kit/ids';
import type { Database, Db, DesktopRow } from './database.ts';
import { noteMade, type Held } from './idempotency.ts';

/** A port of a desktop that is reached from outside. */
export type PreviewRow = Selectable<Database['previews']>;

/** Adds a preview of a desktop, or returns the one that a request with this key, which was cut off, has added. */
export const insertPreview = (
  db: Db,
  desktop: DesktopRow,
  wanted: { port: number; public: boolean; expiresAt: Date },
  held?: Held,
): Promise<PreviewRow> =>
  db.transaction().execute(async (transaction) => {
    if (held?.made) return find(transaction, desktop, held.made).executeTakeFirstOrThrow();
    const row = await transaction
      .insertInto('previews')
      .values({
        id: newId('prv'),
        organization_id: desktop.organization_id,
        desktop_id: desktop.id,
        port: wanted.port,
        public: wanted.public,
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
    .selectFrom('previews')
    .selectAll()
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('id', '=', id);

/** Previews of a desktop, newest first. */
export const listPreviews = (
  db: Db,
  desktop: DesktopRow,
  page: { limit: number; before: string | undefined },
): Promise<PreviewRow[]> =>
  db
    .selectFrom('previews')
    .selectAll()
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('expires_at', '>', new Date(Date.now() - 30 * 86_400_000))
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();

/** Marks a preview as revoked; undefined when the desktop has no such preview. */
export const revokePreview = (
  db: Db,
  desktop: DesktopRow,
  id: string,
): Promise<PreviewRow | undefined> =>
  db
    .updateTable('previews')
    .set((each) => ({ revoked_at: each.fn.coalesce('revoked_at', each.val(new Date())) }))
    .where('organization_id', '=', desktop.organization_id)
    .where('desktop_id', '=', desktop.id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
