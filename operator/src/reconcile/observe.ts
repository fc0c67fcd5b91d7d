import { shardLabel } from '../constants.ts';
import type { KubeObject } from '@cyberdesk/kube/objects';
import type { Kind, Shard } from '../cluster.ts';
import type { Context } from '../context.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';
import type { Goal } from './goal.ts';
import { isOwn, isPlaced, isWarm, machineName } from './machine-name.ts';
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
  if (!isPlaced(instance)) return viewMachine(undefined, undefined);
  const { machines, machineInstances } = shardOf(context, instance).shard;
  const name = machineName(instance);
  const { machine } = instance.status ?? {};
  const metered = openInterval(instance.status)?.uid ?? machine?.uid;
  return own(
    instance,
    await expected(machines, name, machine?.virtualMachineUid),
    await expected(machineInstances, name, metered),
  );
}

/** A machine of a pool is the instance's only once it was claimed for it. */
function own(
  instance: Instance,
  vm: VirtualMachine | undefined,
  vmi: VirtualMachineInstance | undefined,
): MachineView {
  const claimed = !isWarm(instance) || isOwn(vm, instance) || holds(instance, vmi);
  return claimed ? viewMachine(vm, vmi) : viewMachine(undefined, undefined);
}

/** Also where its VirtualMachine is gone, a run that is metered is still looked after. */
const holds = ({ status }: Instance, vmi: VirtualMachineInstance | undefined): boolean =>
  vmi !== undefined && status?.machine?.uid === vmi.metadata.uid;

async function expected<T extends KubeObject>(
  { cache, api }: Kind<T>,
  name: string,
  uid: string | undefined,
): Promise<T | undefined> {
  const cached = cache.get(name);
  if (uid === undefined || cached?.metadata.uid === uid) return cached;
  return await api.find(name);
}

/** Before an instance counts as stopped or deleted, the apiserver confirms that nothing runs. */
export async function confirmGone(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<MachineView> {
  if (machine.vmi !== undefined || !arrives(goal, instance.status?.phase)) return machine;
  if (!isPlaced(instance)) return machine;
  const { machines, machineInstances } = shardOf(context, instance).shard;
  const name = machineName(instance);
  const deleting = goal.state === 'Deleted' && machine.vm === undefined;
  const vm = deleting ? await machines.api.find(name) : machine.vm;
  return own(instance, vm, await machineInstances.api.find(name));
}

/** True where this pass could be the one that declares the end. */
function arrives({ state }: Goal, phase: string | undefined): boolean {
  if (state === 'Deleted') return phase !== 'Deleted';
  return state === 'Stopped' && phase !== 'Stopped';
}
