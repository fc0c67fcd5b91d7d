import { Fault } from './fault.ts';

export interface PageWish {
  limit: number;
  cursor?: string | undefined;
}
export interface PageOf<Item> {
  items: Item[];
  nextCursor?: string;
}

/** One page of a list that is in memory. The cursor is the key of the page's last item. */
export function pageOf<Item>(
  items: readonly Item[],
  { limit, cursor }: PageWish,
  keyOf: (item: Item) => string,
): PageOf<Item> {
  const start = cursor === undefined ? 0 : after(items, keyOf, cursor);
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  if (last === undefined || start + limit >= items.length) return { items: page };
  return { items: page, nextCursor: Buffer.from(keyOf(last)).toString('base64url') };
}

function after<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  cursor: string,
): number {
  const key = Buffer.from(cursor, 'base64url').toString();
  const index = items.findIndex((item) => keyOf(item) === key);
  if (index >= 0) return index + 1;
  const message = 'is no cursor of this list, or its place is gone; begin without a cursor';
  throw new Fault('unknownCursor', `The cursor ${message}.`, [
    { pointer: 'query/cursor', message },
  ]);
}
