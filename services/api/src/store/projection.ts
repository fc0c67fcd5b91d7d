import { sql } from 'kysely';
import { later } from '../domain/times.ts';
import type { Db, DesktopRow } from './database.ts';
import { appendEvent, factsOf } from './events.ts';

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
  /** The last moment at which the report shows it running; null when it does not. */
  observedAt: Date | null;
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
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!row) return row;
    await recordIntervals(transaction, row, report);
    const told = row.state === 'deleted' ? '' : await recordTransitions(transaction, row, report);
    const changed = await transaction
      .updateTable('desktops')
      .set(row.state === 'deleted' ? countersOf(row, report) : changesOf(row, report))
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const { state } = changed;
    if (state !== row.state && state !== told)
      await appendEvent(transaction, changed, `desktop.${state}`, factsOf(changed));
    return changed;
  });

/** The resource was taken for lost, and what it had run was an estimate: the resource itself knows better. */
const wasLost = (row: DesktopRow): boolean =>
  row.state === 'failed' && row.state_reason === 'InstanceRemoved';

const countersOf = (row: DesktopRow, { runningSeconds }: Report) => ({
  running_seconds: wasLost(row) ? runningSeconds : Math.max(row.running_seconds, runningSeconds),
});

/** An older report tells nothing of now; one of the same sequence may tell of a machine that has begun to run. */
const changesOf = (row: DesktopRow, report: Report) => ({
  ...countersOf(row, report),
  ...(report.sequence >= row.sequence ? runningOf(row, report) : {}),
  ...(report.sequence > row.sequence || wasLost(row) ? stateOf(row, report) : {}),
});

const runningOf = (row: DesktopRow, { runningSince, observedAt }: Report) => ({
  running_since: runningSince,
  observed_at: later(row.observed_at, observedAt),
});

/** True when a report would change the row. */
export const needsReport = (row: DesktopRow, report: Report): boolean =>
  report.sequence > row.sequence ||
  wasLost(row) ||
  (report.sequence === row.sequence &&
    report.runningSince?.getTime() !== row.running_since?.getTime());

/**
 * A row stays `deleting` until the resource itself is gone, whatever the cluster says on the way. One that the cluster
 * deleted by itself, at its deadline, is from now on wanted to be deleted here too.
 */
const stateOf = (row: DesktopRow, report: Report) => {
  const { sequence } = report;
  if (staysDeleting(row)) return { sequence };
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
          // The end that the machine's host wrote down counts more than one that was concluded here.
          ended_at: wasLost(row)
            ? sql<Date>`excluded.ended_at`
            : sql<Date>`coalesce(excluded.ended_at, usage_intervals.ended_at)`,
        }),
      )
      .execute();
  }
};

/** Returns the state that was told of last, if any. */
const recordTransitions = async (
  db: Db,
  row: DesktopRow,
  { transitions }: Report,
): Promise<string> => {
  let told = '';
  for (const { sequence, state, reason, message, at } of transitions) {
    if (sequence <= row.sequence) continue;
    const added = await db
      .insertInto('desktop_transitions')
      .values({ desktop_id: row.id, sequence, state, reason, message, at })
      .onConflict((conflict) => conflict.columns(['desktop_id', 'sequence']).doNothing())
      .returning('sequence')
      .executeTakeFirst();
    if (!added || staysDeleting(row) || state === 'deleted') continue;
    await appendEvent(db, row, `desktop.${state}`, { state, reason, message, at });
    told = state;
  }
  return told;
};

/** What the cluster goes through on the way is nobody's business any more; the removal is told of when it is done. */
const staysDeleting = ({ desired, state }: DesktopRow): boolean =>
  desired === 'deleted' && state === 'deleting';

/** Rows of these desktops, whoever they belong to. */
export const desktopsByIds = (db: Db, ids: string[]): Promise<DesktopRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('desktops').selectAll().where('id', 'in', ids).execute();

/** Notes that these desktops were seen running at a moment. */
export const noteObserved = async (db: Db, ids: string[], at: Date): Promise<void> => {
  if (ids.length === 0) return;
  await db
    .updateTable('desktops')
    .set({ observed_at: at })
    .where('id', 'in', ids)
    .where('running_since', '<=', at)
    .where((each) => each.or([each('observed_at', 'is', null), each('observed_at', '<', at)]))
    .execute();
};
