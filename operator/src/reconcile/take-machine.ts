import { isConflict, isNotFound } from '@cyberdesk/kube/errors';
import { toResourceName } from '@cyberdesk/kit/ids';
import {
  claimedAtAnnotation,
  instanceLabel,
  instanceUidLabel,
  organizationLabel,
  poolLabel,
} from '../constants.ts';
import { type Context, TryAgain } from '../context.ts';
import type { VirtualMachine } from '../kubevirt.ts';
import type { Instance } from '../resources.ts';
import { chooseAgain } from './claim.ts';
import { type Goal, isUp } from './goal.ts';
import { isOwn, isUnclaimed, isWarm, machineName, provisioningOf } from './machine-name.ts';
import { type MachineView, viewMachine } from './machine-view.ts';
import { shardOf } from './observe.ts';

const maxChoices = 8;

export interface Taken {
  instance: Instance;
  machine: MachineView;
}

/**
 * Makes the machine that was chosen from a pool the instance's own, by one patch on the version
 * that was free. Where it was lost to somebody else, or is no longer fit, another one is chosen.
 */
export async function takeMachine(
  context: Context,
  goal: Goal,
  { instance, machine }: Taken,
): Promise<Taken> {
  const made = instance.status?.machine?.virtualMachineUid !== undefined;
  if (made || machine.vm !== undefined || !isUp(goal)) return { instance, machine };
  let current = instance;
  for (let choice = 0; choice < maxChoices && isWarm(current); choice += 1) {
    const vm = await take(context, current);
    if (vm !== undefined) return { instance: current, machine: viewOf(context, current, vm) };
    current = await chooseAgain(context, current);
  }
  if (isWarm(current)) throw new TryAgain('Every machine of the pool was lost to others.');
  return { instance: current, machine };
}

async function take(context: Context, instance: Instance): Promise<VirtualMachine | undefined> {
  const { name: shard, shard: kinds } = shardOf(context, instance);
  const name = machineName(instance);
  const candidate = { pool: provisioningOf(instance).detail, shard, name };
  const cached = kinds.machines.cache.get(name);
  if (cached !== undefined && isUnclaimed(cached) && context.warm.isUsable(candidate)) {
    const vm = await patchOwner(context, instance, cached);
    if (vm !== undefined) return vm;
  }
  // The cache may be behind our own patch, of which the answer was lost.
  const fresh = await kinds.machines.api.find(name);
  return isOwn(fresh, instance) ? fresh : undefined;
}

async function patchOwner(
  context: Context,
  instance: Instance,
  vm: VirtualMachine,
): Promise<VirtualMachine | undefined> {
  const { machines } = shardOf(context, instance).shard;
  const { name, resourceVersion = '' } = vm.metadata;
  const labels = {
    [instanceLabel]: instance.metadata.name,
    [instanceUidLabel]: instance.metadata.uid ?? '',
    [organizationLabel]: toResourceName(instance.spec.organizationId),
    [poolLabel]: null,
  };
  const annotations = { [claimedAtAnnotation]: new Date(context.clock.now()).toISOString() };
  try {
    return await machines.api.mergePatch(
      name,
      { metadata: { labels, annotations } },
      { resourceVersion },
    );
  } catch (error) {
    if (isConflict(error) || isNotFound(error)) return undefined;
    throw error;
  }
}

function viewOf(context: Context, instance: Instance, vm: VirtualMachine): MachineView {
  const { machineInstances } = shardOf(context, instance).shard;
  return viewMachine(vm, machineInstances.cache.get(vm.metadata.name));
}
