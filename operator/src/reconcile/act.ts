import { isAlreadyExists, isConflict, isNotFound, KubeError } from '@cyberdesk/kube/errors';
import { meterFinalizer } from '../constants.ts';
import { type Context, TryAgain } from '../context.ts';
import type { Instance } from '../resources.ts';
import { cut, type Trouble } from './conditions.ts';
import type { Goal } from './goal.ts';
import { type MachineView, viewMachine } from './machine-view.ts';
import { shardOf } from './observe.ts';
import { planPause } from './pause.ts';
import { isForeign, needsBind, planMachine, planMeter } from './plan.ts';
import { boundTime } from './bound-time.ts';
import type { BindResult } from './status.ts';
import { machineName } from './machine-name.ts';
import { desiredVirtualMachine, shapeOf } from './virtual-machine.ts';
import { createFromSnapshot } from '../snapshot/source.ts';

/** Brings the VirtualMachine to the goal and returns what is known of it then. */
export async function actOnMachine(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<{ machine: MachineView; trouble: Trouble }> {
  const action = planMachine(goal, instance, machine);
  if (action.type === 'none') return { machine, trouble: {} };
  const { name, shard } = shardOf(context, instance);
  const { machines, machineInstances } = shard;
  switch (action.type) {
    case 'create':
      return await createMachine(context, instance, name);
    case 'setRunStrategy': {
      const { name: vmName, resourceVersion = '' } = machine.vm?.metadata ?? { name: '' };
      const patch = { spec: { runStrategy: action.runStrategy } };
      const vm = await machines.api.mergePatch(vmName, patch, { resourceVersion });
      return { machine: viewMachine(vm, machine.vmi), trouble: {} };
    }
    case 'deleteMachine':
      await removeObject(machines.api, machine.vm?.metadata);
      return { machine, trouble: {} };
    default:
      await removeObject(machineInstances.api, machine.vmi?.metadata);
      return { machine, trouble: {} };
  }
}

async function createMachine(context: Context, instance: Instance, shardName: string) {
  try {
    const vm = await make(context, instance, shardName);
    return { machine: viewMachine(vm, undefined), trouble: {} };
  } catch (error) {
    if (isAlreadyExists(error)) return await adoptMachine(context, instance);
    const refused = error instanceof KubeError && [400, 403, 422].includes(error.status);
    if (!refused) throw error;
    return { machine: viewMachine(undefined, undefined), trouble: { machine: cut(error.message) } };
  }
}

async function make(context: Context, instance: Instance, shardName: string) {
  if (instance.spec.source !== undefined) return await createFromSnapshot(context, instance);
  const { machines } = shardOf(context, instance).shard;
  const options = await context.machineOptions();
  return await machines.api.create(desiredVirtualMachine(shapeOf(instance, shardName), options));
}

/** Our own creation, of which the answer or the record was lost; never a namesake's machine. */
async function adoptMachine(context: Context, instance: Instance) {
  const { machines } = shardOf(context, instance).shard;
  const name = machineName(instance);
  const vm = await machines.api.find(name);
  if (vm === undefined || isForeign(vm, instance)) {
    throw new TryAgain(`A machine named ${name} is still being removed.`);
  }
  return { machine: viewMachine(vm, undefined), trouble: {} };
}

interface Removable {
  delete(name: string, options: { uid?: string }): Promise<void>;
}

export async function removeObject(
  api: Removable,
  metadata: { name: string; uid?: string } | undefined,
): Promise<void> {
  if (metadata === undefined) return;
  const { name, uid } = metadata;
  await api.delete(name, uid === undefined ? {} : { uid }).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Holds a running VMI for metering, and lets go of one whose end is booked. */
export async function actOnMeter(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<MachineView> {
  const plan = planMeter(goal, instance, machine);
  if (plan === 'none' || machine.vmi === undefined) return machine;
  const { machineInstances } = shardOf(context, instance).shard;
  const { name, finalizers = [], resourceVersion = '' } = machine.vmi.metadata;
  const others = finalizers.filter((finalizer) => finalizer !== meterFinalizer);
  const next = plan === 'hold' ? [...others, meterFinalizer] : others;
  const patch = { metadata: { finalizers: next } };
  try {
    const vmi = await machineInstances.api.mergePatch(name, patch, { resourceVersion });
    return viewMachine(machine.vm, vmi);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return viewMachine(machine.vm, undefined);
  }
}

/** Makes the guest stand still or go on; KubeVirt's condition then tells of it. */
export async function actOnPause(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<Trouble> {
  const plan = planPause(goal, instance, machine);
  if (plan === 'none' || machine.vmi === undefined) return {};
  const { name: shard } = shardOf(context, instance);
  try {
    await context.subresources[plan](shard, machine.vmi.metadata.name);
    return {};
  } catch (error) {
    // 409: it stands still, or goes on, already, and the cache is behind.
    if (isConflict(error) || isNotFound(error)) return {};
    return { pause: cut(error instanceof Error ? error.message : String(error)) };
  }
}

/** Binds through the gateway; a refusal is told in a condition and tried again. */
export async function actOnBind(
  context: Context,
  instance: Instance,
  goal: Goal,
  machine: MachineView,
): Promise<{ bind: BindResult | undefined; trouble: Trouble }> {
  const uid = instance.status?.machine?.uid;
  if (uid === undefined || !needsBind(goal, instance, machine)) {
    return { bind: undefined, trouble: {} };
  }
  try {
    const binding = await context.bind(instance.metadata.name, uid);
    const at = new Date(boundTime(binding, machine, context.clock.now())).toISOString();
    const { contractVersion } = binding;
    return { bind: { uid, boundAt: at, contractVersion }, trouble: {} };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { bind: undefined, trouble: { bind: cut(message) } };
  }
}
