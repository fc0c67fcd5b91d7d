import { problem } from '@cyberdesk/generated/problems.gen';

/** The id that a cursor stands for. Refuses a cursor that no page of this list gave. */
export const readCursor = (cursor: string | undefined, prefix: string): string | undefined => {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString();
  if (
    new RegExp(`^${prefix}_[2-7a-z]{34}$`).test(id) &&
    Buffer.from(id).toString('base64url') === cursor
  )
    return id;
  const message =
    'is not a cursor of this list; pass `nextCursor` of the page before, or leave it out';
  throw problem('unknownCursor', `The cursor ${message}.`, {
    errors: [{ pointer: 'query/cursor', message }],
  });
};

/** A page of rows that were read with one more than asked for, which tells whether there is a next page. */
export const toPage = <Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
) => {
  const last = rows[limit - 1];
  const more = rows.length > limit && last !== undefined;
  return {
    items: rows.slice(0, limit).map(present),
    ...(more ? { nextCursor: Buffer.from(last.id).toString('base64url') } : {}),
  };
};
