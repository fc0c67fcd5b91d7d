import { toResourceName } from '@cyberdesk/kit/ids';
import { isConflict, isNotFound } from '@cyberdesk/kube/errors';
import { type Cluster, organizationLabel } from '../clients/cluster.ts';
import { listPage } from './list-page.ts';
import { isGone, noSuchSnapshot, type Snapshot, toSnapshot } from './snapshot.ts';

/** Which snapshot, and whose it must be; without an organization it may be anyone's. */
export interface SnapshotRef {
  name: string;
  organizationId: string | undefined;
}

interface ListQuery {
  limit: number;
  cursor?: string | undefined;
  organizationId: string | undefined;
}

/** One page of the snapshots, of one organization or of all. */
export const listSnapshots = async (
  { snapshots }: Cluster,
  { organizationId, ...query }: ListQuery,
): Promise<{ items: Snapshot[]; nextCursor?: string }> => {
  const selector = organizationId && `${organizationLabel}=${toResourceName(organizationId)}`;
  const { items, ...page } = await listPage(snapshots, {
    ...query,
    ...(selector && { labelSelector: selector }),
  });
  // A label is only an index: whose a snapshot is stands in its spec.
  const isOwn = ({ spec }: Snapshot): boolean =>
    organizationId === undefined || spec.organizationId === organizationId;
  return { items: items.map(toSnapshot).filter(isOwn), ...page };
};

/** A snapshot as the apiserver has it now; of another organization is as good as none. */
export const readSnapshot = async (
  { snapshots }: Cluster,
  { name, organizationId }: SnapshotRef,
): Promise<Snapshot> => {
  const resource = await snapshots.find(name);
  if (resource === undefined) throw noSuchSnapshot();
  if (organizationId !== undefined && resource.spec.organizationId !== organizationId)
    throw noSuchSnapshot();
  return toSnapshot(resource);
};

/**
 * Asks for deletion, and removes the resource once the operator is done with it. Returns the snapshot while it waits for
 * that, undefined when it is gone.
 */
export const deleteSnapshot = async (
  cluster: Cluster,
  ref: SnapshotRef,
): Promise<Snapshot | undefined> => {
  const snapshot = await readSnapshot(cluster, ref);
  if (isGone(snapshot)) return remove(cluster, snapshot);
  if (snapshot.spec.desiredState === 'Deleted') return snapshot;
  const patch = { spec: { desiredState: 'Deleted' } };
  return toSnapshot(await cluster.snapshots.mergePatch(ref.name, patch));
};

const remove = async ({ snapshots }: Cluster, { name, uid }: Snapshot): Promise<undefined> => {
  await snapshots.delete(name, { uid }).catch((error: unknown) => {
    // Gone already, or replaced by a namesake: either way this one is gone.
    if (!isNotFound(error) && !isConflict(error)) throw error;
  });
};
