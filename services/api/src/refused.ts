import { toResourceName } from '@cyberdesk/kit/ids';
import { Problem } from '@cyberdesk/runtime';
import type { Deps } from './deps.ts';
import { reportOf } from './report.ts';
import type { DesktopRow } from './store/database.ts';
import { changeDesktop, putOff } from './store/desktops.ts';
import { applyReport } from './store/projection.ts';

/** Where the gateway finds a desktop. */
export const pathOf = (row: DesktopRow) => ({ path: { instanceId: toResourceName(row.id) } });

/** The cluster has understood and says no. */
export const isRefusal = (error: unknown): error is Problem =>
  error instanceof Problem &&
  [400, 404, 409, 422].includes(error.status) &&
  error.code !== 'idempotencyInFlight';

/**
 * A delete must succeed in the end, and a conflict is about what happens to the resource at this moment: both are
 * repeated, ever more seldom, and the desktop says so. Anything else the cluster will never do.
 */
export const refused = async (deps: Deps, row: DesktopRow, error: Problem): Promise<void> => {
  deps.log.error({ err: error, desktop: row.id }, 'the cluster refused');
  if (row.desired === 'deleted') {
    const state_message = `The cluster refuses to remove it: ${error.detail} It is tried again.`;
    return putOff(deps.db, row, { state_reason: 'DeleteRefused', state_message });
  }
  if (error.status !== 409) return giveUp(deps, row, error);
  await reread(deps, row);
  const state_message = `The cluster is busy with the desktop: ${error.detail} It is tried again.`;
  await putOff(deps.db, row, { state_reason: 'ClusterConflict', state_message });
};

/** What is in conflict may have changed what the desktop is: look before the next attempt. */
const reread = async (deps: Deps, row: DesktopRow): Promise<void> => {
  try {
    const instance = await deps.gateway.as(row.organization_id).getInstance(pathOf(row));
    await applyReport(deps.db, reportOf(instance));
  } catch (error) {
    deps.log.warn({ err: error, desktop: row.id }, 'the instance could not be read');
  }
};

/** The cluster will never do it: say so on the desktop instead of trying for ever. */
const giveUp = async (deps: Deps, row: DesktopRow, error: Problem): Promise<void> => {
  const failed = {
    state: 'failed',
    state_reason: 'ClusterRefused',
    state_message: error.detail,
    state_since: new Date(),
    unsynced_since: null,
  };
  await changeDesktop(deps.db, row, failed, { event: 'desktop.failed' });
};

/** A create that was cut off before its environment reached the cluster cannot be repeated. */
export const failInterrupted = (deps: Deps, row: DesktopRow): Promise<unknown> =>
  changeDesktop(
    deps.db,
    row,
    {
      state: 'failed',
      state_reason: 'CreateInterrupted',
      state_message:
        'The create was cut off and its environment variables are not stored. Delete the desktop and create it again.',
      state_since: new Date(),
      unsynced_since: null,
    },
    { event: 'desktop.failed' },
  );
