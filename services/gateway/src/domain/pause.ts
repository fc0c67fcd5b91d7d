import type { RestartInstance } from '@cyberdesk/generated/gateway/types.gen';
import type { Cluster } from '../clients/cluster.ts';
import { changeInstance, type InstanceRef } from './change-instance.ts';
import type { Instance } from './instance.ts';
import { refuseDeleted, refuseStopped } from './states.ts';

/** Asks for the processors of a running instance to stand still. */
export const pauseInstance = (cluster: Cluster, ref: InstanceRef): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    refuseDeleted(instance);
    if (instance.spec.desiredState === 'Paused') return undefined;
    refuseStopped(instance);
    return { desiredState: 'Paused' };
  });

/** Lets a paused instance go on. It is no start: `startCount` stays. */
export const resumeInstance = (cluster: Cluster, ref: InstanceRef): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    refuseDeleted(instance);
    if (instance.spec.desiredState === 'Running') return undefined;
    refuseStopped(instance);
    return { desiredState: 'Running' };
  });

/** Asks for an orderly end and a new start; a paused instance goes on by it. The caller counts: a repeat changes nothing. */
export const restartInstance = (
  cluster: Cluster,
  ref: InstanceRef,
  { restartCount }: RestartInstance,
): Promise<Instance> =>
  changeInstance(cluster, ref, (instance) => {
    refuseDeleted(instance);
    if (restartCount <= (instance.spec.restartCount ?? 0)) return undefined;
    refuseStopped(instance);
    return { restartCount, desiredState: 'Running' };
  });
