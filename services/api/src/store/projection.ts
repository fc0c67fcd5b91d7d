import { sql } from 'kysely';
import type { Db, DesktopRow } from './database.ts';
import { appendEvent } from './desktops.ts';

/** What the cluster reported of one desktop. */
export interface Report {
  id: string;
  sequence: number;
  state: string;
  reason: string;
  message: string;
  since: Date;
  runningSeconds: number;
  runningSince: Date | null;
  transitions: { sequence: number; state: string; reason: string; message: string; at: Date }[];
  intervals: { uid: string; startedAt: Date; endedAt: Date | null }[];
}

/**
 * Writes a report. Counters never fall and an older report changes nothing else, so replays are harmless. The final
 * counters of a desktop may come after its removal was noted. Returns the row as it is then, or undefined when no desktop has this id.
 */
export const applyReport = (db: Db, report: Report): Promise<DesktopRow | undefined> =>
  db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('desktops')
      .selectAll()
      .where('id', '=', report.id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return row;
    await recordIntervals(transaction, row, report);
    if (row.state !== 'deleted') await recordTransitions(transaction, row, report);
    return transaction
      .updateTable('desktops')
      .set({
        running_seconds: Math.max(row.running_seconds, report.runningSeconds),
        ...(row.state === 'deleted' ? {} : changesOf(row, report)),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });

/** An older report tells nothing of now; one of the same sequence may tell of a machine that has begun to run. */
const changesOf = (row: DesktopRow, report: Report) => ({
  ...(report.sequence >= row.sequence ? { running_since: report.runningSince } : {}),
  ...(report.sequence > row.sequence ? stateOf(row, report) : {}),
});

/**
 * A row stays `deleting` until the resource itself is gone, whatever the cluster says on the way. One that the cluster
 * deleted by itself, at its deadline, is from now on wanted to be deleted here too.
 */
const stateOf = (row: DesktopRow, report: Report) => {
  const { sequence } = report;
  if (row.desired === 'deleted' && row.state === 'deleting') return { sequence };
  const reported = {
    sequence,
    state_reason: report.reason,
    state_message: report.message,
    state_since: report.since,
  };
  if (!['deleting', 'deleted'].includes(report.state)) return { ...reported, state: report.state };
  return {
    ...reported,
    state: 'deleting',
    desired: 'deleted' as const,
    unsynced_since: new Date(),
  };
};

const recordIntervals = async (db: Db, row: DesktopRow, { intervals }: Report): Promise<void> => {
  for (const { uid, startedAt, endedAt } of intervals) {
    await db
      .insertInto('usage_intervals')
      .values({
        desktop_id: row.id,
        organization_id: row.organization_id,
        machine_uid: uid,
        started_at: startedAt,
        ended_at: endedAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['desktop_id', 'machine_uid', 'started_at']).doUpdateSet({
          ended_at: sql<Date>`least(usage_intervals.ended_at, excluded.ended_at)`,
        }),
      )
      .execute();
  }
};

const recordTransitions = async (
  db: Db,
  row: DesktopRow,
  { transitions }: Report,
): Promise<void> => {
  for (const { sequence, state, reason, message, at } of transitions) {
    if (sequence <= row.sequence) continue;
    const added = await db
      .insertInto('desktop_transitions')
      .values({ desktop_id: row.id, sequence, state, reason, message, at })
      .onConflict((conflict) => conflict.columns(['desktop_id', 'sequence']).doNothing())
      .returning('sequence')
      .executeTakeFirst();
    if (added) await appendEvent(db, row, `desktop.${state}`, { state, reason, message, at });
  }
};

const runningSecondsAt = (row: DesktopRow, now: Date): number => {
  const open = row.running_since ? now.getTime() - row.running_since.getTime() : 0;
  return row.running_seconds + Math.max(0, Math.floor(open / 1000));
};

/** The resource is gone: `deleted` when that was wanted, `failed` otherwise. What ran until now is closed. */
export const applyRemoval = (db: Db, id: string): Promise<DesktopRow | undefined> =>
  db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('desktops')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.state === 'deleted') return row;
    const wanted = row.desired === 'deleted';
    const now = new Date();
    await transaction
      .updateTable('usage_intervals')
      .set({ ended_at: now })
      .where('desktop_id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
    await appendEvent(transaction, row, wanted ? 'desktop.deleted' : 'desktop.failed', {
      state: wanted ? 'deleted' : 'failed',
    });
    return transaction
      .updateTable('desktops')
      .set({
        state: wanted ? 'deleted' : 'failed',
        state_reason: wanted ? 'Deleted' : 'InstanceRemoved',
        state_message: wanted
          ? 'The desktop and its disk are gone.'
          : 'The desktop was removed in its cluster. Delete it here too.',
        state_since: now,
        running_seconds: runningSecondsAt(row, now),
        running_since: null,
        deleted_at: wanted ? now : null,
        unsynced_since: null,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });

/** Desktops of a cluster that should have a resource there: none of them is on its first way to the cluster. */
export const expectedInstances = (db: Db, cluster: string): Promise<{ id: string }[]> =>
  db
    .selectFrom('desktops')
    .select('id')
    .where('cluster_id', '=', cluster)
    .where('state', '<>', 'deleted')
    .where((each) =>
      each.not(
        each.and([
          each('state', '=', 'pending'),
          // A snapshot may be older than the create.
          each.or([
            each('unsynced_since', 'is not', null),
            each('created_at', '>', sql<Date>`now() - interval '1 minute'`),
          ]),
        ]),
      ),
    )
    .where((each) => each.or([each('state', '<>', 'failed'), each('desired', '=', 'deleted')]))
    .execute();
