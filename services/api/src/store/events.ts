import { sql, type Selectable } from 'kysely';
import { newId } from '@cyberdesk/kit/ids';
import type { Database, Db } from './database.ts';

/** Something that happened in an organization. */
export type EventRow = Selectable<Database['events']>;

/** Appends to the organization's event log; call it in the transaction of the change. */
export const appendEvent = (
  db: Db,
  row: { id: string; organization_id: string },
  type: string,
  data: object,
) =>
  db
    .insertInto('events')
    .values({
      id: newId('evt'),
      organization_id: row.organization_id,
      type,
      desktop_id: row.id,
      data: JSON.stringify(data),
    })
    .execute();

/** Forgets what no reader can ask for any more. */
export const forgetEvents = (db: Db) =>
  db
    .deleteFrom('events')
    .where('created_at', '<', sql<Date>`now() - interval '31 days'`)
    .execute();
