import type { Instance, InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { fromResourceName, toResourceName } from '@cyberdesk/kit/ids';
import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { stateOfPhase } from '../domain/states.ts';
import type { DesktopRow } from '../store/database.ts';
import { applyRemoval, applyReport, expectedInstances, type Report } from '../store/projection.ts';
import { pushDesktop } from '../sync.ts';

const ORPHAN_MS = 10 * 60_000;
const LOCK = 7_600_001;

/** What an instance's status says, in the words of the public API. */
export const reportOf = ({ name, createdAt, status }: Instance): Report => {
  const { intervals = [], transitions = [] } = status;
  const open = intervals.find((interval) => interval.endedAt === undefined);
  return {
    id: fromResourceName(name),
    sequence: status.sequence ?? 0,
    state: stateOfPhase(status.phase ?? 'Pending'),
    reason: status.reason ?? 'Accepted',
    message: status.message ?? 'The cluster has accepted the desktop.',
    since: new Date(status.since ?? createdAt),
    runningSeconds: status.runningSeconds ?? 0,
    runningSince: open ? new Date(open.startedAt) : null,
    transitions: transitions.map((each) => ({
      sequence: each.sequence,
      state: stateOfPhase(each.phase),
      reason: each.reason,
      message: each.message,
      at: new Date(each.at),
    })),
    intervals: intervals.map((each) => ({
      uid: each.uid,
      startedAt: new Date(each.startedAt),
      endedAt: each.endedAt ? new Date(each.endedAt) : null,
    })),
  };
};

/** Applies one event of the cluster. `gap` throws: the stream must be opened anew, with a snapshot. */
export const applyEvent = async (deps: Deps, event: InstanceEvent): Promise<void> => {
  switch (event.type) {
    case 'instance.changed':
      return instanceChanged(deps, event.instance);
    case 'instance.removed':
      await applyReport(deps.db, reportOf(event.instance));
      await applyRemoval(deps.db, fromResourceName(event.instance.name));
      return;
    case 'instances.synced':
      return compare(deps, new Set(event.names));
    case 'gap':
      throw new Error('events were lost');
    default:
      return; // a newer gateway may send more
  }
};

const instanceChanged = async (deps: Deps, instance: Instance): Promise<void> => {
  const row = await applyReport(deps.db, reportOf(instance));
  if (!row) return removeOrphan(deps, instance);
  if (mustGo(row, instance)) await pushDesktop(deps, row);
};

/**
 * Deleted here or by itself (`onExpire: delete`), and its final counters are recorded: the resource can go. So can one
 * whose create arrived after its desktop was deleted.
 */
const mustGo = (row: DesktopRow, instance: Instance): boolean =>
  row.desired === 'deleted' && (instance.status.phase === 'Deleted' || row.state === 'deleted');

/** A resource without a row is not ours to keep once it is old enough not to be a create on its way. */
const removeOrphan = async (deps: Deps, instance: Instance): Promise<void> => {
  if (Date.now() - Date.parse(instance.createdAt) < ORPHAN_MS) return;
  deps.log.warn({ instance: instance.name }, 'removing an instance that no desktop knows');
  await deps.gateway
    .as(instance.spec.organizationId)
    .deleteInstance({ path: { instanceId: instance.name } });
};

/** After a snapshot: desktops that the cluster does not know any more. */
const compare = async (deps: Deps, names: Set<string>): Promise<void> => {
  for (const { id } of await expectedInstances(deps.db, deps.config.CLUSTER_ID))
    if (!names.has(toResourceName(id))) await applyRemoval(deps.db, id);
};

/** Follows the cluster's events in one API process at a time. */
export const startProjection = (deps: Deps): { stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await asLeader(deps, () => follow(deps, signal)).catch((error: unknown) => {
        if (!signal.aborted) deps.log.warn({ err: error }, 'following the cluster anew');
      });
      await delay(500, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** Runs the work while this process holds the lock of the projection; a lost connection gives it up. */
const asLeader = async (deps: Deps, work: () => Promise<void>): Promise<void> => {
  const client = await deps.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [LOCK],
    );
    if (rows[0]?.mine) await work();
  } finally {
    client.release(true);
  }
};

const follow = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  const events = await deps.gateway.system.streamInstanceEvents({}, { signal });
  for await (const { data } of events) await applyEvent(deps, data);
};
