import { isAlreadyExists, isNotFound } from '@cyberdesk/kube/errors';
import type { Resource } from '@cyberdesk/kube/resource';
import type { Driver } from '../driver.ts';
import {
  conditionOf,
  isDeleting,
  isFinal,
  type MachineInstance,
  type VirtualMachine,
  type VirtualMachineStatus,
  vmFinalizer,
  vmiFinalizer,
} from './objects.ts';
import { decide, runStrategyOf, startFailure } from './run-strategy.ts';
import { printableStatus } from './status.ts';

export interface VirtualMachineContext {
  machines: Resource<VirtualMachine>;
  instances: Resource<MachineInstance>;
  driver: Driver;
  now: () => number;
}

/** KubeVirt's VM controller: keeps the VMI that the run strategy asks for, and tells the VM's status. Returns a pause before the next look. */
export async function reconcileVirtualMachine(
  context: VirtualMachineContext,
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
): Promise<number | undefined> {
  if (isDeleting(vm)) return await remove(context, vm, vmi);
  if (!vm.metadata.finalizers?.includes(vmFinalizer)) await hold(context, vm);
  const { change, current, retryMs } = await act(context, vm, vmi);
  await report(context, vm, current, change);
  return retryMs;
}

/** First the VMI, then the disk, then the VM. */
async function remove(
  { machines, instances, driver }: VirtualMachineContext,
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
): Promise<undefined> {
  const { name, uid = '', finalizers = [], resourceVersion = '' } = vm.metadata;
  if (vmi) {
    if (!isDeleting(vmi)) await deleteInstance(instances, vmi);
    return;
  }
  if (!finalizers.includes(vmFinalizer)) return;
  await driver.erase(uid);
  const others = finalizers.filter((each) => each !== vmFinalizer);
  await machines
    .mergePatch(name, { metadata: { finalizers: others } }, { resourceVersion })
    .catch(ignoreMissing);
}

async function hold(
  { machines }: VirtualMachineContext,
  { metadata }: VirtualMachine,
): Promise<void> {
  const finalizers = [...(metadata.finalizers ?? []), vmFinalizer];
  const { resourceVersion = '' } = metadata;
  await machines.mergePatch(metadata.name, { metadata: { finalizers } }, { resourceVersion });
}

interface Action {
  /** What else the status must remember. */
  change: Partial<VirtualMachineStatus>;
  current: MachineInstance | undefined;
  retryMs?: number;
}

async function act(
  context: VirtualMachineContext,
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
): Promise<Action> {
  const { instances, now } = context;
  switch (decide(vm, vmi, now())) {
    case 'create':
      return {
        change: { stateChangeRequests: null },
        current: await createInstance(instances, vm),
      };
    case 'delete':
      if (vmi) await deleteInstance(instances, vmi);
      return { change: { startFailure: null }, current: vmi };
    case 'rerun':
      return await rerun(context, vm, vmi);
    case 'wait':
      return { change: {}, current: vmi, retryMs: 1000 };
    default:
      return { change: {}, current: vmi };
  }
}

/** The wish to start again is written down before the failed VMI goes: a restart in between would forget it. */
async function rerun(
  { machines, instances, now }: VirtualMachineContext,
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
): Promise<Action> {
  if (!vmi) return { change: {}, current: undefined };
  const change: Partial<VirtualMachineStatus> = {
    stateChangeRequests: [{ action: 'Start' }],
    startFailure: startFailure(vm, vmi, now()),
  };
  await machines.patchStatus(vm.metadata.name, change);
  await deleteInstance(instances, vmi);
  return { change, current: vmi };
}

async function createInstance(
  instances: Resource<MachineInstance>,
  vm: VirtualMachine,
): Promise<MachineInstance> {
  const desired = newInstance(vm);
  try {
    return await instances.create(desired);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    return await instances.get(desired.metadata.name);
  }
}

/** The VMI of a VM: its namesake, owned by it, made from its template. */
export function newInstance(vm: VirtualMachine): MachineInstance {
  const { name, namespace = '', uid = '' } = vm.metadata;
  const { metadata = {}, spec = {} } = vm.spec.template ?? {};
  const owner = {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: {
      name,
      namespace,
      ...(metadata.labels && { labels: metadata.labels }),
      ...(metadata.annotations && { annotations: metadata.annotations }),
      finalizers: [vmiFinalizer],
      ownerReferences: [owner],
    },
    spec,
    status: {},
  };
}

export async function deleteInstance(
  instances: Resource<MachineInstance>,
  { metadata }: MachineInstance,
): Promise<void> {
  const { name, uid } = metadata;
  await instances.delete(name, uid ? { uid } : {}).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

async function report(
  { machines, now }: VirtualMachineContext,
  vm: VirtualMachine,
  vmi: MachineInstance | undefined,
  change: Partial<VirtualMachineStatus>,
): Promise<void> {
  const before = vm.status ?? {};
  const ready =
    vmi !== undefined && conditionOf(vmi.status?.conditions, 'Ready')?.status === 'True';
  const next: VirtualMachineStatus = {
    ...change,
    created: vmi !== undefined && !isFinal(vmi),
    ready,
    printableStatus: printableStatus({ ...vm, status: { ...before, ...change } }, vmi, now()),
    runStrategy: runStrategyOf(vm),
  };
  const same = (key: keyof VirtualMachineStatus): boolean =>
    JSON.stringify(before[key] ?? null) === JSON.stringify(next[key] ?? null);
  if ((Object.keys(next) as (keyof VirtualMachineStatus)[]).every(same)) return;
  await machines.patchStatus(vm.metadata.name, next).catch(ignoreMissing);
}
