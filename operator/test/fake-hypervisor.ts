import type { KubeClient } from '@cyberdesk/kube/client';
import { isNotFound, KubeError } from '@cyberdesk/kube/errors';
import type { Resource } from '@cyberdesk/kube/resource';
import { machineInstanceType, virtualMachineType } from '../src/constants.ts';
import type {
  MachineInstancePhase,
  VirtualMachine,
  VirtualMachineInstance,
} from '../src/kubevirt.ts';

const vmFinalizer = 'kubevirt.io/virtualMachineControllerFinalize';
const vmiFinalizer = 'foregroundDeleteVirtualMachine';

type Template = { metadata?: { labels?: Record<string, string> } };

/** How long a VMI ran, as the hypervisor knows it. */
export interface Run {
  uid: string;
  runningAt?: number;
  endedAt?: number;
  /** Spans in which its processors stood still; one that never ends has no `to`. */
  pauses: { from: number; to?: number }[];
}

/**
 * KubeVirt's behaviour as far as the operator depends on it, one step of every object per tick:
 * phases with their times, RerunOnFailure and Halted, finalizers, removal in the right order.
 */
export class FakeHypervisor {
  readonly runs = new Map<string, Run>();
  /** Machines that never get beyond Scheduling. */
  readonly stuck = new Set<string>();
  private readonly vms: Resource<VirtualMachine>;
  private readonly vmis: Resource<VirtualMachineInstance>;
  private readonly namespace: string;
  private readonly now: () => number;
  /** No machine gets beyond its scheduling. */
  stuckAll = false;
  private addresses = 0;

  constructor(client: KubeClient, namespace: string, now: () => number) {
    this.namespace = namespace;
    this.now = now;
    this.vms = client.resource(virtualMachineType, namespace);
    this.vmis = client.resource(machineInstanceType, namespace);
  }

  async tick(): Promise<void> {
    const vmis = new Map((await this.vmis.list()).items.map((vmi) => [vmi.metadata.name, vmi]));
    const vms = (await this.vms.list()).items;
    for (const vm of vms) await this.stepMachine(vm, vmis.get(vm.metadata.name));
    const owned = new Set(vms.map(({ metadata }) => metadata.name));
    for (const vmi of vmis.values()) await this.stepInstance(vmi, owned.has(vmi.metadata.name));
  }

  /** The guest or its host ends a run: power-off, crash, eviction. */
  async end(
    name: string,
    phase: 'Succeeded' | 'Failed',
    how: { evicted?: boolean; reason?: string } = {},
  ) {
    const vmi = await this.vmis.get(name);
    if (how.reason !== undefined) {
      const annotations = { 'cyberdesk.io/stop-reason': how.reason };
      await this.vmis.mergePatch(name, { metadata: { annotations } });
    }
    await this.enter(vmi, phase, how.evicted === true ? { evacuationNodeName: 'node-1' } : {});
  }

  /** The phase stays Running, and the machine no longer answers. The second time is a conflict. */
  async pause(name: string): Promise<void> {
    const vmi = await this.vmis.get(name);
    if (vmi.status?.phase !== 'Running' || isPaused(vmi)) throw refusal('VMI is already paused');
    this.runs.get(vmi.metadata.uid ?? '')?.pauses.push({ from: this.now() });
    const paused = { type: 'Paused', status: 'True', reason: 'PausedByUser' };
    await this.setConditions(name, [{ type: 'Ready', status: 'False' }, paused]);
  }

  async unpause(name: string): Promise<void> {
    const vmi = await this.vmis.get(name);
    if (!isPaused(vmi)) throw refusal('VMI is not paused');
    const last = this.runs.get(vmi.metadata.uid ?? '')?.pauses.at(-1);
    if (last !== undefined) last.to = this.now();
    await this.setConditions(name, [{ type: 'Ready', status: 'True' }]);
  }

  private async setConditions(name: string, conditions: { type: string; status: string }[]) {
    const lastTransitionTime = new Date(this.seconds()).toISOString();
    const timed = conditions.map((entry) => ({ ...entry, lastTransitionTime }));
    await this.vmis.mergePatch(name, { status: { conditions: timed } });
  }

  /** As Kubernetes writes times: the second that began last. */
  private seconds(): number {
    return Math.floor(this.now() / 1000) * 1000;
  }

  private async stepMachine(vm: VirtualMachine, vmi: VirtualMachineInstance | undefined) {
    const { name, finalizers = [], deletionTimestamp } = vm.metadata;
    if (deletionTimestamp !== undefined) {
      if (vmi !== undefined) return await this.remove(vmi);
      return await this.vms.mergePatch(name, { metadata: { finalizers: [] } }).catch(ignoreMissing);
    }
    if (!finalizers.includes(vmFinalizer)) {
      await this.vms.mergePatch(name, { metadata: { finalizers: [vmFinalizer] } });
    }
    if (vm.spec.runStrategy === 'Halted')
      return vmi === undefined ? undefined : await this.remove(vmi);
    if (vmi === undefined) return await this.createInstance(vm);
    if (vmi.status?.phase === 'Failed') await this.remove(vmi);
    return undefined;
  }

  private async createInstance(vm: VirtualMachine) {
    const { name } = vm.metadata;
    const labels = (vm.spec.template as Template | undefined)?.metadata?.labels ?? {};
    const vmi = await this.vmis.create({
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachineInstance',
      metadata: { name, namespace: this.namespace, labels, finalizers: [vmiFinalizer] },
      spec: { domain: { devices: {} } },
    });
    await this.enter(vmi, 'Pending');
  }

  private async stepInstance(vmi: VirtualMachineInstance, owned: boolean): Promise<void> {
    const { phase, conditions } = vmi.status ?? {};
    if (!owned && vmi.metadata.deletionTimestamp === undefined) return await this.remove(vmi);
    if (vmi.metadata.deletionTimestamp !== undefined) return await this.finish(vmi);
    if (phase === 'Pending') return await this.enter(vmi, 'Scheduling');
    if (phase === 'Scheduling' && !this.isStuck(vmi)) return await this.run(vmi);
    if (phase === 'Running' && conditions === undefined) {
      await this.setConditions(vmi.metadata.name, [{ type: 'Ready', status: 'True' }]);
    }
  }

  private isStuck({ metadata }: VirtualMachineInstance): boolean {
    return this.stuckAll || this.stuck.has(metadata.name);
  }

  private async run(vmi: VirtualMachineInstance): Promise<void> {
    this.addresses += 1;
    const interfaces = [{ ipAddress: `127.1.0.${this.addresses}` }];
    await this.enter(vmi, 'Running', { nodeName: 'node-1', interfaces });
  }

  private async remove(vmi: VirtualMachineInstance): Promise<void> {
    if (vmi.metadata.deletionTimestamp !== undefined) return;
    const { name, uid = '' } = vmi.metadata;
    await this.vmis.delete(name, { uid }).catch(ignoreMissing);
  }

  /** A VMI that is being removed ends first, and only then lets go of itself. */
  private async finish(vmi: VirtualMachineInstance): Promise<void> {
    const { name, finalizers = [] } = vmi.metadata;
    if (!['Succeeded', 'Failed'].includes(vmi.status?.phase ?? '')) {
      const since = Date.parse(vmi.metadata.deletionTimestamp ?? '');
      // A guest that stands still hears of nothing and is killed when its time is over.
      if (isPaused(vmi) && this.now() < since + gracePeriodMs) return undefined;
      if (isPaused(vmi)) return await this.enter(vmi, 'Failed');
      return await this.enter(vmi, 'Succeeded');
    }
    if (!finalizers.includes(vmiFinalizer)) return undefined;
    const others = finalizers.filter((finalizer) => finalizer !== vmiFinalizer);
    await this.vmis.mergePatch(name, { metadata: { finalizers: others } }).catch(ignoreMissing);
  }

  private async enter(vmi: VirtualMachineInstance, phase: MachineInstancePhase, more: object = {}) {
    const at = this.seconds();
    const uid = vmi.metadata.uid ?? '';
    const run = this.runs.get(uid) ?? { uid, pauses: [] };
    if (phase === 'Running') run.runningAt = at;
    if (phase === 'Succeeded' || phase === 'Failed') run.endedAt = at;
    this.runs.set(uid, run);
    const entry = { phase, phaseTransitionTimestamp: new Date(at).toISOString() };
    const times = [...(vmi.status?.phaseTransitionTimestamps ?? []), entry];
    const status = { phase, phaseTransitionTimestamps: times, ...more };
    await this.vmis.mergePatch(vmi.metadata.name, { status }).catch(ignoreMissing);
  }
}

const gracePeriodMs = 30_000;

const isPaused = ({ status }: VirtualMachineInstance): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Paused' && is === 'True') ?? false;

const refusal = (message: string) => new KubeError({ status: 409, reason: 'Conflict', message });

function ignoreMissing(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}
