import type { Instance } from './instance.ts';
import { Refusal } from './refusal.ts';

interface ListQuery {
  limit: number;
  cursor?: string | undefined;
  organizationId: string | undefined;
}

interface Page {
  items: Instance[];
  nextCursor?: string;
}

const cursorOf = (name: string): string => Buffer.from(name).toString('base64url');

const nameOf = (cursor: string): string => {
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^dsk-[2-7a-z]{34}$/.test(name)) return name;
  throw new Refusal('unknownCursor', 'Pass the nextCursor of the page before, unchanged.');
};

/** One page in the order of names, which is that of creation. */
export const listInstances = (
  all: Instance[],
  { limit, cursor, organizationId }: ListQuery,
): Page => {
  const after = cursor === undefined ? '' : nameOf(cursor);
  const rest = all
    .filter(({ name, spec }) => {
      const own = organizationId === undefined || spec.organizationId === organizationId;
      return own && name > after;
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(last && rest.length > limit && { nextCursor: cursorOf(last.name) }) };
};
