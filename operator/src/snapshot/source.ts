import { type Context, TryAgain } from '../context.ts';
import type { VirtualMachine } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';

/** Where the machine of an instance that is made of a snapshot has to live: snapshots never leave their shard. */
export function shardOfSource({ cluster }: Context, instance: Instance): string {
  const name = instance.spec.source?.snapshot ?? '';
  const shard = cluster.snapshots.cache.get(name)?.status?.content?.namespace;
  if (shard === undefined) throw new TryAgain(`Snapshot ${name} is not ready.`);
  return shard;
}

/** Makes the machine of an instance out of a snapshot. */
export async function createFromSnapshot(
  _context: Context,
  instance: Instance,
): Promise<VirtualMachine> {
  throw new TryAgain(`Snapshot ${instance.spec.source?.snapshot} is not ready.`);
}
