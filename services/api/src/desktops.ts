import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from './context.ts';
import { isPassing } from './domain/states.ts';
import { deadlineOf } from './domain/deadline.ts';
import type { DesktopRow } from './store/database.ts';
import { changeDesktop, findDesktop } from './store/desktops.ts';
import { pushDesktop } from './sync.ts';

/** The caller's desktop; 404 also when it belongs to somebody else. */
export const ownDesktop = async ({ deps, principal }: Context, id: string): Promise<DesktopRow> => {
  const row = await findDesktop(deps.db, principal.organization.id, id);
  if (row) return row;
  throw problem(
    'notFound',
    'No desktop of yours has this id. List your desktops to find the right one.',
  );
};

/** Reads a desktop again at each change until `done` holds or the time is up. */
export const waitFor = (
  context: Context,
  row: DesktopRow,
  seconds: number,
  done: (row: DesktopRow) => boolean,
): Promise<DesktopRow> => {
  const { deps, signal } = context;
  if (seconds === 0 || done(row)) return Promise.resolve(row);
  const read = async (): Promise<DesktopRow> =>
    (await findDesktop(deps.db, row.organization_id, row.id)) ?? row;
  return deps.bus.until(row.id, read, { done, seconds, signal });
};

/** True when nothing will change by itself. */
export const settled = (row: DesktopRow): boolean =>
  !isPassing(row.state) && row.unsynced_since === null;

/** Refuses a change that the desktop's state does not allow. */
export const refuseState = (row: DesktopRow, what: string): never => {
  throw problem('desktopStateConflict', `A desktop that is ${row.state} cannot be ${what}.`, {
    extra: { currentState: row.state },
  });
};

/**
 * Writes a change and tells the cluster; 409 when the state changed in between. A repeat of a request that was cut off
 * after its change does not make it again: what happened to the desktop since stays.
 */
export const applyChange = async (
  context: Context,
  row: DesktopRow,
  change: Parameters<typeof changeDesktop>[2],
  what: string,
): Promise<DesktopRow> => {
  const { deps, held } = context;
  if (held?.made) return goOn(context, row);
  const wanted = { ...change, unsynced_since: new Date(), push_failures: 0 };
  const event = `desktop.${wanted.state ?? 'updated'}`;
  const changed = await changeDesktop(deps.db, row, wanted, { event, held });
  if (!changed) return refuseState(await ownDesktop(context, row.id), what);
  const now = await goOn(context, changed);
  // Only the cluster knew that it is being deleted, by its deadline for one.
  const isLost = changed.desired !== 'deleted' && now.desired === 'deleted';
  return isLost ? refuseState(now, what) : now;
};

/** Tells the cluster what it may not know yet. */
export const goOn = async (
  context: Context,
  row: DesktopRow,
  env?: Record<string, string>,
): Promise<DesktopRow> => {
  if (row.unsynced_since) await pushDesktop(context.deps, row, env);
  return ownDesktop(context, row.id);
};

/** The deadline of a request; 422 with the field when it cannot be used. */
export const readDeadline = (wanted: { expiresAt?: string; timeoutSeconds?: number }): Date => {
  const result = deadlineOf(wanted, new Date());
  if ('expiresAt' in result) return result.expiresAt;
  throw problem('deadlineInvalid', `${result.fault.pointer.slice(1)} ${result.fault.message}.`, {
    errors: [result.fault],
  });
};

/** Starts a stopped desktop, or only moves the deadline of one that runs or is on its way. */
export const startOrExtend = async (
  context: Context,
  row: DesktopRow,
  expiresAt: Date,
): Promise<DesktopRow> => {
  if (['deleting', 'deleted'].includes(row.state)) return refuseState(row, 'started');
  const asleep = ['stopped', 'stopping', 'failed'].includes(row.state);
  const again = asleep
    ? {
        start_count: row.start_count + 1,
        state: 'starting',
        state_reason: 'StartRequested',
        state_message: 'A start was asked for.',
        state_since: new Date(),
      }
    : {};
  return applyChange(
    context,
    row,
    { ...again, desired: 'running', expires_at: expiresAt },
    'started',
  );
};
