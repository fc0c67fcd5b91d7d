import { Problem } from '@cyberdesk/runtime';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { Deps } from './deps.ts';
import type { DesktopRow } from './store/database.ts';
import { failInterrupted, isRefusal, pathOf, refused } from './refused.ts';
import { markSynced, noteAccepted } from './store/desktops.ts';
import { applyRemoval } from './store/removal.ts';

/** Millionths of a currency unit in an hour, as credit units a second: one unit is a millionth of a millionth. */
const ratePerSecond = (row: DesktopRow): number =>
  Math.ceil((row.rate_per_hour_micros * 1_000) / 3600);

/** Makes the custom resource. Repeating it is safe: one that exists is returned as it is. True when it is as wanted. */
const create = async (
  deps: Deps,
  row: DesktopRow,
  env: Record<string, string> | undefined,
): Promise<boolean> => {
  const { spec } = await deps.gateway.as(row.organization_id).createInstance({
    body: {
      name: toResourceName(row.id),
      spec: {
        organizationId: row.organization_id,
        template: row.template,
        resources: { vcpus: row.vcpus, memoryMiB: row.memory_mib, diskGiB: row.disk_gib },
        display: row.display,
        locale: row.locale,
        timeZone: row.time_zone,
        keyboardLayout: row.keyboard_layout,
        environmentSecret: env !== undefined,
        desiredState: 'Running',
        startCount: row.start_count,
        ...(row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {}),
        onExpire: row.on_expire === 'delete' ? 'Delete' : 'Stop',
        startTimeoutSeconds: row.start_timeout_seconds,
        ratePerSecond: ratePerSecond(row),
      },
      ...(env ? { env } : {}),
    },
  });
  const sameDeadline = Date.parse(spec.expiresAt ?? '') === row.expires_at?.getTime();
  return sameDeadline && spec.desiredState === 'Running' && spec.startCount === row.start_count;
};

/**
 * Tells the cluster what is wanted of a desktop, as the row says. Every call may be repeated. Returns quietly when the
 * cluster could not be told: the row stays unsynced and the sweeper tries again.
 */
export const pushDesktop = async (
  deps: Deps,
  row: DesktopRow,
  env?: Record<string, string>,
): Promise<void> => {
  try {
    if (await push(deps, row, env)) await markSynced(deps.db, row);
  } catch (error) {
    await notPushed(deps, row, { error, env });
  }
};

const notPushed = async (
  deps: Deps,
  row: DesktopRow,
  { error, env }: { error: unknown; env: Record<string, string> | undefined },
): Promise<void> => {
  if (mayNotBeThere(row, env) && error instanceof Problem && error.status === 404)
    return failIfCutOff(deps, row);
  if (isRefusal(error)) return refused(deps, row, error);
  deps.log.warn(
    { err: error, desktop: row.id },
    'the cluster could not be told; trying again soon',
  );
};

/** Only the request that brought the environment can create; any other call finds the resource or must wait for it. */
const mayNotBeThere = (row: DesktopRow, env: Record<string, string> | undefined): boolean =>
  row.has_environment && env === undefined && row.sequence === 0;

const CREATE_MS = 15_000;

/** The create may still be on its way in another process; only after a while it is cut off. */
const failIfCutOff = async (deps: Deps, row: DesktopRow): Promise<void> => {
  if (Date.now() - row.created_at.getTime() > CREATE_MS) await failInterrupted(deps, row);
};

const push = async (
  deps: Deps,
  row: DesktopRow,
  env: Record<string, string> | undefined,
): Promise<boolean> => {
  if (row.desired === 'deleted') return remove(deps, row);
  const mayCreate = row.sequence === 0 && !mayNotBeThere(row, env);
  if (mayCreate && (await created(deps, row, env)) && row.desired === 'running') return true;
  const gateway = deps.gateway.as(row.organization_id);
  if (row.desired === 'stopped') await gateway.stopInstance(pathOf(row));
  else {
    const expiresAt = row.expires_at ? { expiresAt: row.expires_at.toISOString() } : {};
    await gateway.startInstance({
      ...pathOf(row),
      body: { startCount: row.start_count, ...expiresAt },
    });
  }
  return true;
};

/** True when the resource is now as wanted; false when it was there with an older deadline or wish. */
const created = async (
  deps: Deps,
  row: DesktopRow,
  env: Record<string, string> | undefined,
): Promise<boolean> => {
  try {
    return await create(deps, row, env);
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return false;
    throw error;
  }
};

/** Deletes until the resource is gone. Stays unsynced while the cluster is still taking the machine down. */
const remove = async (deps: Deps, row: DesktopRow): Promise<boolean> => {
  try {
    const instance = await deps.gateway.as(row.organization_id).deleteInstance(pathOf(row));
    if (instance && row.push_failures > 0) await noteAccepted(deps.db, row);
    if (instance) return false;
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  }
  await applyRemoval(deps.db, row.id);
  return true;
};
