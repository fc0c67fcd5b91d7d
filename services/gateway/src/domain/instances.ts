import type { StartInstance, UpdateInstance } from '@cyberdesk/generated/gateway/types.gen';
import { isConflict, isNotFound } from '@cyberdesk/kube/errors';
import type { Cluster } from '../clients/cluster.ts';
import { changeInstance, type InstanceRef, readInstance } from './change-instance.ts';
import { deleteEnvironment } from './environment.ts';
import { type Instance, isDeleted } from './instance.ts';
import { Refusal } from './refusal.ts';
import { changePolicies } from './policies.ts';
import { changePreviews } from './previews.ts';
import { addRevocations } from './revocations.ts';
import { refuseDeleted } from './states.ts';

/**
 * Starts an instance. The caller counts its starts: one that was done already changes the deadline alone, so that a
 * late repeat never starts what was stopped since.
 */
export const startInstance = (
  cluster: Cluster,
  ref: InstanceRef,
  { startCount, expiresAt }: StartInstance,
): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    refuseDeleted(instance);
    const isNew = startCount > instance.spec.startCount;
    return {
      expiresAt: expiresAt ?? null,
      ...(isNew && { desiredState: 'Running', startCount }),
    };
  });

/** Stops an instance. */
export const stopInstance = (cluster: Cluster, ref: InstanceRef): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    refuseDeleted(instance);
    return instance.spec.desiredState === 'Stopped' ? undefined : { desiredState: 'Stopped' };
  });

/** Changes deadline, policies, revocations or previews. */
export const updateInstance = (
  cluster: Cluster,
  ref: InstanceRef,
  {
    resourceVersion,
    expiresAt,
    onExpire,
    previews,
    removedPreviews,
    idle,
    network,
    ...revocations
  }: UpdateInstance,
): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    if (resourceVersion !== undefined && resourceVersion !== instance.resourceVersion)
      throw new Refusal('preconditionFailed', `The instance is at ${instance.resourceVersion}.`);
    const isVisited = previews !== undefined || removedPreviews !== undefined;
    const revoked = revocations.revokedGrants ?? revocations.grantsRevokedBefore;
    return {
      ...(expiresAt !== undefined && { expiresAt }),
      ...(onExpire !== undefined && { onExpire }),
      ...changePolicies({ idle, network }),
      ...(isVisited && {
        previews: changePreviews(instance.spec.previews, { previews, removedPreviews }, Date.now()),
      }),
      ...(revoked !== undefined && addRevocations(instance.spec, revocations, Date.now())),
    };
  });

/**
 * Asks for deletion, and removes the resource once the operator is done with it. Returns the instance while it waits
 * for that, undefined when it is gone.
 */
export const deleteInstance = async (
  cluster: Cluster,
  ref: InstanceRef,
): Promise<Instance | undefined> => {
  const instance = await readInstance(cluster, ref);
  if (!isDeleted(instance)) {
    const deleted = { desiredState: 'Deleted' };
    return changeInstance(cluster, ref, ({ spec }) =>
      spec.desiredState === 'Deleted' ? undefined : deleted,
    );
  }
  await deleteEnvironment(cluster, ref.name);
  await cluster.instances.delete(ref.name, { uid: instance.uid }).catch((error: unknown) => {
    // Gone already, or replaced by a namesake: either way this one is gone.
    if (!isNotFound(error) && !isConflict(error)) throw error;
  });
  return undefined;
};
