import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import { fromResourceName } from '@cyberdesk/kit/ids';
import type { Deps } from '../deps.ts';
import { applyInstance } from '../instances.ts';
import { reportOf } from '../report.ts';
import type { DesktopRow } from '../store/database.ts';
import { desktopsByIds, needsReport, noteObserved } from '../store/projection.ts';

/**
 * Compares every instance of the cluster with its row: finds what no event will ever name again, resources without a
 * row above all, and notes which desktops run at this moment. Returns how many were brought together. Ends early, between
 * two instances, with the signal.
 */
export const reconcile = async (deps: Deps, signal?: AbortSignal): Promise<number> => {
  let count = 0;
  let cursor: string | undefined;
  do {
    // Taken before the question: the answer may be older than its arrival.
    const asked = new Date(deps.now());
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await deps.gateway.system.listInstances({ query });
    count += await reconcilePage(deps, page.items, signal);
    await noteObserved(deps.db, page.items.filter(runs).map(idOf), asked);
    cursor = signal?.aborted ? undefined : page.nextCursor;
  } while (cursor !== undefined);
  return count;
};

const idOf = ({ name }: Instance): string => fromResourceName(name);
const runs = ({ status }: Instance): boolean =>
  (status.intervals ?? []).some(({ endedAt }) => endedAt === undefined);

const reconcilePage = async (
  deps: Deps,
  instances: Instance[],
  signal: AbortSignal | undefined,
): Promise<number> => {
  const rows = await desktopsByIds(deps.db, instances.map(idOf));
  const known = new Map(rows.map((row) => [row.id, row]));
  const apart = instances.filter((instance) => differs(instance, known.get(idOf(instance))));
  for (const instance of apart) {
    if (signal?.aborted) break;
    await applyInstance(deps, instance).catch((error: unknown) =>
      deps.log.error({ err: error, instance: instance.name }, 'the instance was not reconciled'),
    );
  }
  return apart.length;
};

/** Most rows say what their instance says, and need no transaction. */
const differs = (instance: Instance, row: DesktopRow | undefined): boolean =>
  !row || row.desired === 'deleted' || needsReport(row, reportOf(instance));
