import type { Event } from '@cyberdesk/generated/api/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import type { ServerEvent } from '@cyberdesk/runtime';
import type { Context } from './context.ts';
import { presentEvent } from './present.ts';
import { eventsAfter, lastSequence, sequenceOf } from './store/events.ts';

/** A reader that is further behind reads its lists anew instead. */
const MOST_BEHIND = 1_000;
const BATCH = 100;
/** How often to look without being told: the line to the database may be cut. */
const LOOK_MS = 10_000;
/** How often to ask whether the credential still holds. */
const ASK_MS = 30_000;

/**
 * Where a reader goes on that has last seen `cursor`, the id of an event or the number that came with `gap`. Undefined
 * when it is none of ours, or too old: what came after it is not known.
 */
export const placeOf = async (
  { deps, principal }: Context,
  cursor: string | undefined,
): Promise<number | undefined> => {
  const { id } = principal.organization;
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) return sequenceOf(deps.db, id, cursor);
  const last = await lastSequence(deps.db, id);
  if (cursor === undefined) return last;
  return Number(cursor) <= last ? Number(cursor) : undefined;
};

/**
 * The organization's events after a place, as they come. The log itself is read, a batch at a time and when the reader
 * has taken the one before, so a slow reader costs no memory and nothing is told that was not committed.
 */
export async function* followEvents(
  context: Context,
  from: number | undefined,
): AsyncGenerator<ServerEvent<Event>, void> {
  const { deps, principal, signal } = context;
  const isAllowed = askNowAndThen(context);
  for (let place = from; !signal.aborted;) {
    const last = await lastAfter(context, place);
    // After the wait, not before it: a key may have been revoked meanwhile.
    if (!(await isAllowed())) return;
    if (place === undefined || last - place > MOST_BEHIND) return yield gapAt(last);
    if (last === place) continue;
    const batch = { after: place, limit: BATCH };
    for (const row of await eventsAfter(deps.db, principal.organization.id, batch)) {
      yield { id: row.id, data: presentEvent(row) };
      place = row.sequence;
    }
  }
}

/** Number of the last event. When the reader knows it, waits for the next, or until it is time to look around. */
const lastAfter = async (
  { deps, principal, signal }: Context,
  place: number | undefined,
): Promise<number> => {
  const { id } = principal.organization;
  const done = new AbortController();
  const wait = { timeoutMs: LOOK_MS, signal: AbortSignal.any([signal, done.signal]) };
  const changed = deps.bus.changed(id, wait);
  try {
    const last = await lastSequence(deps.db, id);
    if (last === place) await changed;
    return last;
  } finally {
    done.abort();
  }
};

/** A stream outlives its request by hours; a key that is revoked ends it. */
const askNowAndThen = ({ deps, isAllowed }: Context): (() => Promise<boolean>) => {
  let asked = deps.now();
  return () => {
    if (deps.now() - asked < ASK_MS) return Promise.resolve(true);
    asked = deps.now();
    return isAllowed();
  };
};

/** Whoever comes back with the number misses nothing that happens after what it reads now. */
const gapAt = (last: number): ServerEvent<Event> => ({
  id: String(last),
  data: { type: 'gap', id: newId('evt'), createdAt: new Date().toISOString() },
});
