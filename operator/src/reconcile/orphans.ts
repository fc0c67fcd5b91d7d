import { instanceNamespaceLabel, meterFinalizer } from '../constants.ts';
import type { Shard } from '../cluster.ts';
import type { Context } from '../context.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';
import { removeObject } from './act.ts';

/**
 * Removes what is left of an instance that no longer exists: somebody tore its finalizer off.
 * Only machines made for this operator's namespace, and only after the apiserver confirmed that
 * the instance is gone.
 */
export async function cleanUpOrphans(context: Context, name: string): Promise<void> {
  const found = [...context.cluster.shards.values()].flatMap((shard) =>
    [...new Set([name, ...shard.ofInstance(name)])].flatMap((machine) =>
      leftovers(context, shard, machine),
    ),
  );
  if (found.length === 0) return;
  if ((await context.cluster.instances.api.find(name)) !== undefined) return;
  for (const { shard, vm, vmi } of found) {
    context.log.warn({ instance: name }, 'removing the machine of an instance that is gone');
    await removeMachine(shard, vm, vmi);
  }
}

interface Leftover {
  shard: Shard;
  vm: VirtualMachine | undefined;
  vmi: VirtualMachineInstance | undefined;
}

function leftovers(context: Context, shard: Shard, name: string): Leftover[] {
  const vm = shard.machines.cache.get(name);
  const vmi = shard.machineInstances.cache.get(name);
  const owner = (vm ?? vmi)?.metadata.labels?.[instanceNamespaceLabel];
  return owner === context.namespace ? [{ shard, vm, vmi }] : [];
}

/** Nothing is metered here any more, so a held VMI is let go at once. */
export async function removeMachine(
  shard: Shard,
  vm: VirtualMachine | undefined,
  vmi: VirtualMachineInstance | undefined,
): Promise<void> {
  if (vm !== undefined && vm.metadata.deletionTimestamp === undefined) {
    await removeObject(shard.machines.api, vm.metadata);
  }
  if (vmi === undefined) return;
  if (vm === undefined && vmi.metadata.deletionTimestamp === undefined) {
    await removeObject(shard.machineInstances.api, vmi.metadata);
  }
  const { name, finalizers = [], resourceVersion = '' } = vmi.metadata;
  if (!finalizers.includes(meterFinalizer)) return;
  const kept = finalizers.filter((finalizer) => finalizer !== meterFinalizer);
  await shard.machineInstances.api.mergePatch(
    name,
    { metadata: { finalizers: kept } },
    { resourceVersion },
  );
}
