import type { BigIntStats } from 'node:fs';
import { Fault } from '../fault.ts';
import { etagOf } from './info.ts';
import type { Asked } from './path.ts';

export interface Preconditions {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

/** Whether a list of entity tags has this one, or is `*`. */
export function isListed(header: string, etag: string, compare: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => (compare === 'weak' ? tag.replace(/^W\//, '') : tag) === etag);
}

/** Refuses to touch a file that is not the one that the caller knows. */
export function checkPreconditions(
  { path }: Asked,
  current: BigIntStats | undefined,
  { ifMatch, ifNoneMatch }: Preconditions,
): void {
  const etag = current && etagOf(current);
  if (ifMatch !== undefined && !(etag && isListed(ifMatch, etag, 'strong'))) {
    const now = etag ? `is now ${etag}` : 'does not exist';
    throw failed(`${path} ${now}, not ${ifMatch}. Read it again, then repeat the change.`);
  }
  if (ifNoneMatch !== undefined && etag && isListed(ifNoneMatch, etag, 'weak')) {
    throw failed(`${path} exists (${etag}). Write without If-None-Match to replace it.`);
  }
}

function failed(detail: string): Fault {
  return new Fault('preconditionFailed', detail);
}
