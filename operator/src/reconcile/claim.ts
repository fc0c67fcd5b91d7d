import { instanceFinalizer, shardLabel } from '../constants.ts';
import type { Context } from '../context.ts';
import type { Instance } from '../resources.ts';
import { retireInstance } from './account.ts';

/**
 * Puts our finalizer on a new instance and writes down where its machine will live, in one patch
 * and before the machine: a crash in between can never lead to two machines.
 */
export async function claim(context: Context, instance: Instance): Promise<Instance> {
  const { name, finalizers = [], labels = {}, resourceVersion = '' } = instance.metadata;
  if (finalizers.includes(instanceFinalizer) && labels[shardLabel] !== undefined) return instance;
  const metadata = {
    finalizers: [...new Set([...finalizers, instanceFinalizer])],
    labels: { [shardLabel]: labels[shardLabel] ?? leastLoadedShard(context) },
  };
  const { api } = context.cluster.instances;
  return await api.mergePatch(name, { metadata }, { resourceVersion });
}

function leastLoadedShard({ cluster }: Context): string {
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
  const { name, finalizers = [], resourceVersion = '' } = instance.metadata;
  const kept = finalizers.filter((finalizer) => finalizer !== instanceFinalizer);
  const { api } = context.cluster.instances;
  await api.mergePatch(name, { metadata: { finalizers: kept } }, { resourceVersion });
}
