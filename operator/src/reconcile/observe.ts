import { shardLabel } from '../constants.ts';
import type { Shard } from '../cluster.ts';
import type { Context } from '../context.ts';
import type { Instance } from '../resources.ts';
import type { Goal } from './goal.ts';
import { type MachineView, viewMachine } from './machine-view.ts';
import { openInterval } from './meter.ts';

export function shardOf(context: Context, instance: Instance): { name: string; shard: Shard } {
  const recorded = instance.status?.machine?.namespace;
  const name = recorded ?? instance.metadata.labels?.[shardLabel] ?? '';
  const shard = context.cluster.shards.get(name);
  if (shard === undefined) {
    const known = [...context.cluster.shards.keys()].join(', ');
    throw new Error(
      `${instance.metadata.name} lives in shard namespace "${name}", but SHARD_NAMESPACES is ${known}: add it there.`,
    );
  }
  return { name, shard };
}

/**
 * The machine as the caches know it. A cache may be behind: where the status says that something
 * must be there and the cache does not have it, the apiserver is asked before it counts as lost.
 */
export async function observe(context: Context, instance: Instance): Promise<MachineView> {
  const { machines, machineInstances } = shardOf(context, instance).shard;
  const { name } = instance.metadata;
  const { machine } = instance.status ?? {};
  const cachedVm = machines.cache.get(name);
  const vmExpected = machine?.virtualMachineUid;
  const vmDoubtful = vmExpected !== undefined && cachedVm?.metadata.uid !== vmExpected;
  const vm = vmDoubtful ? await machines.api.find(name) : cachedVm;
  const cachedVmi = machineInstances.cache.get(name);
  const vmiExpected = openInterval(instance.status)?.uid ?? machine?.uid;
  const vmiDoubtful = vmiExpected !== undefined && cachedVmi?.metadata.uid !== vmiExpected;
  const vmi = vmiDoubtful ? await machineInstances.api.find(name) : cachedVmi;
  return viewMachine(vm, vmi);
}

/** Before an instance counts as stopped or deleted, the apiserver confirms that nothing runs. */
export async function confirmGone(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<MachineView> {
  const phase = instance.status?.phase;
  const arrived = phase === 'Stopped' || phase === 'Deleted' || phase === 'Failed';
  if (goal.state === 'Running' || (arrived && goal.state !== 'Deleted')) return machine;
  if (phase === 'Deleted' || machine.vmi !== undefined) return machine;
  const { machines, machineInstances } = shardOf(context, instance).shard;
  const { name } = instance.metadata;
  const vm = machine.vm ?? (goal.state === 'Deleted' ? await machines.api.find(name) : undefined);
  return viewMachine(vm, await machineInstances.api.find(name));
}
