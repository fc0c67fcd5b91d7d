import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import { fromResourceName } from '@cyberdesk/kit/ids';
import { Problem } from '@cyberdesk/runtime';
import type { Deps } from './deps.ts';
import { reportOf } from './report.ts';
import type { DesktopRow } from './store/database.ts';
import { applyReport } from './store/projection.ts';
import { applyRemoval } from './store/removal.ts';
import { pushDesktop } from './sync.ts';

const ORPHAN_MS = 10 * 60_000;

/**
 * Brings row and resource of one instance together:
 * - a row that is not deleted adopts the resource: whatever it was in, `pending` or failed because the resource was
 *   missed, from now on it says what the resource reports, and the sweeper tells the resource what the row wants;
 * - a row that is deleted, or wants to be and has the final counters, lets the resource go;
 * - without a row the resource is nobody's: no request will ever come for it. It is deleted once it is ten minutes old;
 *   a younger one is left alone, whoever made it may still be at it.
 */
export const applyInstance = async (deps: Deps, instance: Instance): Promise<void> => {
  const row = await applyReport(deps.db, reportOf(instance));
  if (!row) return removeOrphan(deps, instance);
  if (mustGo(row, instance)) await pushDesktop(deps, row);
};

/** The resource is gone: its last report counts, then the row says so. */
export const applyRemoved = async (deps: Deps, instance: Instance): Promise<void> => {
  await applyReport(deps.db, reportOf(instance));
  await applyRemoval(deps.db, fromResourceName(instance.name));
};

/** Looks at one instance anew, whatever events told of it. */
export const rereadInstance = async (deps: Deps, instanceId: string): Promise<void> => {
  const found = await deps.gateway.system
    .getInstance({ path: { instanceId } })
    .catch((error: unknown) => {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    });
  if (found) await applyInstance(deps, found);
  else await applyRemoval(deps.db, fromResourceName(instanceId));
};

/**
 * Deleted here or by itself (`onExpire: delete`), and its final counters are recorded: the resource can go. So can one
 * whose create arrived after its desktop was deleted.
 */
const mustGo = (row: DesktopRow, instance: Instance): boolean =>
  row.desired === 'deleted' && (instance.status.phase === 'Deleted' || row.state === 'deleted');

const removeOrphan = async (deps: Deps, instance: Instance): Promise<void> => {
  if (deps.now() - Date.parse(instance.createdAt) < ORPHAN_MS) return;
  deps.log.warn({ instance: instance.name }, 'removing an instance that no desktop knows');
  await deps.gateway
    .as(instance.spec.organizationId)
    .deleteInstance({ path: { instanceId: instance.name } });
};
