import {
  instanceFinalizer,
  machineAnnotation,
  provisioningAnnotation,
  shardLabel,
} from '../constants.ts';
import type { Context } from '../context.ts';
import type { Provision } from '../pool/warm.ts';
import type { Instance } from '../resources.ts';
import { shardOfSource } from '../snapshot/source.ts';
import { retireInstance } from './account.ts';
import { isPlaced } from './machine-name.ts';

/**
 * Puts our finalizer on a new instance and, once it is to run, writes down which machine is to be
 * its own, in one patch and before that machine is touched: neither a crash nor a second leader
 * with old caches can ever lead to two machines.
 */
export async function claim(context: Context, instance: Instance, up: boolean): Promise<Instance> {
  const { finalizers = [] } = instance.metadata;
  const choose = up && !isPlaced(instance);
  if (finalizers.includes(instanceFinalizer) && !choose) return instance;
  const held = { finalizers: [...new Set([...finalizers, instanceFinalizer])] };
  if (!choose) return await patch(context, instance, held);
  return await place(context, instance, provisionFor(context, instance), held);
}

/** The machine that was chosen is no longer there to be had: another one is. */
export async function chooseAgain(context: Context, instance: Instance): Promise<Instance> {
  return await place(context, instance, context.warm.take(instance), {});
}

function provisionFor(context: Context, instance: Instance): Provision {
  if (instance.spec.source !== undefined) return { kind: 'Cold', reason: 'FromSnapshot' };
  return context.warm.take(instance);
}

async function place(
  context: Context,
  instance: Instance,
  provision: Provision,
  more: { finalizers?: string[] },
): Promise<Instance> {
  const warm = provision.kind === 'Warm';
  const how = warm ? `Warm/${provision.candidate.pool}` : `Cold/${provision.reason}`;
  const machine = warm ? provision.candidate.name : instance.metadata.name;
  const shard = warm ? provision.candidate.shard : coldShard(context, instance);
  const annotations = { [machineAnnotation]: machine, [provisioningAnnotation]: how };
  try {
    return await patch(context, instance, {
      ...more,
      labels: { [shardLabel]: shard },
      annotations,
    });
  } catch (error) {
    if (warm) context.warm.giveBack(provision.candidate);
    throw error;
  }
}

async function patch(context: Context, instance: Instance, metadata: object): Promise<Instance> {
  const { name, resourceVersion = '' } = instance.metadata;
  const { api } = context.cluster.instances;
  return await api.mergePatch(name, { metadata }, { resourceVersion });
}

const coldShard = (context: Context, instance: Instance): string =>
  instance.spec.source === undefined ? leastLoadedShard(context) : shardOfSource(context, instance);

export function leastLoadedShard({ cluster }: Pick<Context, 'cluster'>): string {
  const load = [...cluster.shards].map(([name, { machines }]) => ({
    name,
    size: machines.cache.size(),
  }));
  const [first] = load.sort((a, b) => a.size - b.size);
  if (first === undefined) throw new Error('SHARD_NAMESPACES names no namespace.');
  return first.name;
}

export const isReleased = ({ metadata }: Instance): boolean =>
  metadata.deletionTimestamp !== undefined && !metadata.finalizers?.includes(instanceFinalizer);

export const isFinished = ({ metadata, status }: Instance): boolean =>
  metadata.deletionTimestamp !== undefined && status?.phase === 'Deleted';

/** The last act: counters go to the account, then the resource may go. In this order. */
export async function release(context: Context, instance: Instance): Promise<void> {
  await retireInstance(context, instance);
  const { finalizers = [] } = instance.metadata;
  const kept = finalizers.filter((finalizer) => finalizer !== instanceFinalizer);
  await patch(context, instance, { finalizers: kept });
}
