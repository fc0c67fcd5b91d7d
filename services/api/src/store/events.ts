import { sql, type Selectable } from 'kysely';
import { newId } from '@cyberdesk/kit/ids';
import type { Database, Db, DesktopRow } from './database.ts';

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

/** What an event says of a desktop. */
export const factsOf = ({ state, state_reason: reason, state_message: message }: DesktopRow) => ({
  state,
  reason,
  message,
});

/** Forgets what no reader can ask for any more. */
export const forgetEvents = (db: Db) =>
  db
    .deleteFrom('events')
    .where('created_at', '<', sql<Date>`now() - interval '31 days'`)
    .execute();

/** Number of the organization's last event; every event up to it can be read. */
export const lastSequence = async (db: Db, organization: string): Promise<number> => {
  const { event_sequence } = await db
    .selectFrom('organizations')
    .select('event_sequence')
    .where('id', '=', organization)
    .executeTakeFirstOrThrow();
  return event_sequence;
};

/** Number of one of the organization's events of the last 30 days. */
export const sequenceOf = async (
  db: Db,
  organization: string,
  id: string,
): Promise<number | undefined> => {
  const found = await db
    .selectFrom('events')
    .select('sequence')
    .where('organization_id', '=', organization)
    .where('id', '=', id)
    .where('created_at', '>', sql<Date>`now() - interval '30 days'`)
    .executeTakeFirst();
  return found?.sequence;
};

/** The organization's events after a number, oldest first. */
export const eventsAfter = (
  db: Db,
  organization: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> =>
  db
    .selectFrom('events')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
