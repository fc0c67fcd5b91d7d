import type { RestoreInstance } from '@cyberdesk/generated/gateway/types.gen';
import type { Cluster } from '../clients/cluster.ts';
import { changeInstance, type InstanceRef } from './change-instance.ts';
import type { Instance } from './instance.ts';
import { Refusal } from './refusal.ts';
import { refuseUnready, type Snapshot } from './snapshot.ts';
import { readSnapshot } from './snapshots.ts';
import { refuseDeleted } from './states.ts';

/** Asks for the disk of a snapshot in the place of the instance's own. The caller counts: a repeat changes nothing. */
export const restoreInstance = async (
  cluster: Cluster,
  ref: InstanceRef,
  { snapshot: name, count }: RestoreInstance,
): Promise<Instance> => {
  let snapshot: Snapshot | undefined;
  const isAsked = ({ spec }: Instance): boolean => (spec.restore?.count ?? 0) >= count;
  const decide = (instance: Instance): object | undefined => {
    refuseDeleted(instance);
    if (isAsked(instance)) return refuseOther(instance, { name, count });
    if (snapshot) refuseForeign(snapshot, instance);
    return snapshot && { restore: { snapshot: name, count } };
  };
  // First without the snapshot, which a repeat need not find any more.
  const instance = await changeInstance(cluster, ref, decide);
  if (isAsked(instance)) return instance;
  snapshot = await readSnapshot(cluster, { name, organizationId: instance.spec.organizationId });
  refuseUnready(snapshot);
  return changeInstance(cluster, ref, decide);
};

const refuseOther = (
  { spec }: Instance,
  { name, count }: { name: string; count: number },
): undefined => {
  if (spec.restore?.count !== count || spec.restore.snapshot === name) return;
  const detail = `Restore ${count} is one of another snapshot. Use a higher count.`;
  throw new Refusal('conflict', detail);
};

const refuseForeign = ({ spec }: Snapshot, instance: Instance): void => {
  if (spec.instance === instance.name && spec.instanceUid === instance.uid) return;
  const detail = 'The snapshot is one of another desktop. Create a desktop from it instead.';
  throw new Refusal('unprocessable', detail);
};
