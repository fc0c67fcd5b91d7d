import type { TimelineEntry } from '@cyberdesk/generated/execd/types.gen';

/** An entry as it is kept: with the names of its pictures instead of whether there are any. */
export interface KeptEntry extends Omit<TimelineEntry, 'thumbnails'> {
  before?: string;
  after?: string;
}

/** What is known of a deed when it begins. */
export type Deed = Pick<
  TimelineEntry,
  'source' | 'actor' | 'operation' | 'summary' | 'actions' | 'requestId'
>;

export function present({ before, after, ...entry }: KeptEntry): TimelineEntry {
  return { ...entry, thumbnails: before !== undefined && after !== undefined };
}
