import { setTimeout as delay } from 'node:timers/promises';
import type { KubeClient } from '@cyberdesk/kube/client';
import { isConflict, isNotFound } from '@cyberdesk/kube/errors';
import { createInformer, type Informer } from '@cyberdesk/kube/informer';
import type { KubeObject } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';
import type { Logger } from '@cyberdesk/kit/logger';
import type { Driver, Machine } from '../driver.ts';
import { FORCED_GRACE_MS, reconcileMachineInstance, released } from './machine-instance.ts';
import {
  isDeleting,
  isFinal,
  type MachineInstance,
  machineInstanceType,
  stopReasonAnnotation,
  type VirtualMachine,
  virtualMachineType,
  vmiFinalizer,
} from './objects.ts';
import { KeyedQueue } from './queue.ts';
import { machineRequest } from './request.ts';
import { Session } from './session.ts';
import { deleteInstance, reconcileVirtualMachine } from './virtual-machine.ts';

export interface ShardOptions {
  client: KubeClient;
  namespace: string;
  driver: Driver;
  log: Logger;
}

/** How long a stop waits for the apiserver, which may be going down too. */
const SETTLE_MS = 5000;

const uidOf = ({ metadata }: KubeObject): string => metadata.uid ?? '';

/** The machines of one namespace. */
export class Shard {
  private readonly namespace: string;
  private readonly driver: Driver;
  private readonly log: Logger;
  private readonly machines: Resource<VirtualMachine>;
  private readonly instances: Resource<MachineInstance>;
  private readonly sessions = new Map<string, Session>();
  private readonly queue: KeyedQueue;
  private readonly informers: Informer<string>[] = [];
  private draining = false;

  constructor({ client, namespace, driver, log }: ShardOptions) {
    this.namespace = namespace;
    this.driver = driver;
    this.log = log;
    this.machines = client.resource(virtualMachineType, namespace);
    this.instances = client.resource(machineInstanceType, namespace);
    this.queue = new KeyedQueue(
      (name) => this.reconcile(name),
      (name, error) => this.report(name, error),
    );
  }

  /** Takes over what runs, then follows the cluster. Gives the uids of the VMs that exist. */
  async start(adopted: Machine[]): Promise<Set<string>> {
    const instances = await this.instances.list();
    for (const vmi of instances.items) this.resume(vmi, adopted);
    const onError = (error: unknown): void =>
      this.log.warn({ err: error }, 'the apiserver did not answer a watch');
    const vms = createInformer({ resource: this.machines, project: uidOf, onError });
    const vmis = createInformer({ resource: this.instances, project: uidOf, onError });
    this.informers.push(vms, vmis);
    for (const informer of this.informers) {
      informer.onChange(({ key }) => this.queue.add(key.slice(key.indexOf('/') + 1)));
    }
    await Promise.all([vms.synced, vmis.synced]);
    return new Set(vms.list());
  }

  /** Shuts every machine down, and says so where the operator looks. */
  async stopMachines(graceMs: number): Promise<void> {
    this.draining = true;
    const running = (await this.instances.list()).items.filter(
      (vmi) => !isFinal(vmi) && !isDeleting(vmi),
    );
    await Promise.all(
      running.map(async (vmi) => {
        const annotations = { [stopReasonAnnotation]: 'HostStopped' };
        await this.instances
          .mergePatch(vmi.metadata.name, { metadata: { annotations } })
          .catch(() => undefined);
        await this.sessions.get(machineRequest(vmi).id)?.stop(graceMs);
        await this.settled(vmi.metadata.name);
      }),
    );
  }

  /** Waits until the end of a machine is written down; the queue does it, as always. */
  private async settled(name: string): Promise<void> {
    const until = Date.now() + SETTLE_MS;
    while (Date.now() < until) {
      const vmi = await this.instances.find(name);
      if (!vmi || isFinal(vmi)) return;
      this.queue.add(name);
      await delay(50);
    }
    this.log.warn({ machine: name }, 'the end of a machine could not be written down in time');
  }

  async close(): Promise<void> {
    await Promise.all(this.informers.map((informer) => informer.stop()));
    await this.queue.stop();
  }

  private resume(vmi: MachineInstance, adopted: Machine[]): void {
    const request = machineRequest(vmi);
    const machine = adopted.find(({ id }) => id === request.id);
    if (!machine || isFinal(vmi)) return;
    adopted.splice(adopted.indexOf(machine), 1);
    const options = {
      probe: vmi.spec.readinessProbe ?? {},
      onChange: () => this.queue.add(vmi.metadata.name),
    };
    const identity = { uid: vmi.metadata.uid ?? '', request };
    this.sessions.set(request.id, Session.resume(machine, identity, options));
  }

  private async reconcile(name: string): Promise<void> {
    const [vm, found] = await Promise.all([this.machines.find(name), this.instances.find(name)]);
    if (!found) this.endUnclaimed(name);
    const vmi = found && (await this.reconcileInstance(vm, found));
    if (!vm) return;
    const { machines, instances, driver } = this;
    const retryMs = await reconcileVirtualMachine(
      { machines, instances, driver, now: Date.now },
      vm,
      vmi,
    );
    if (retryMs !== undefined) this.queue.addAfter(name, retryMs);
  }

  private async reconcileInstance(
    vm: VirtualMachine | undefined,
    vmi: MachineInstance,
  ): Promise<MachineInstance | undefined> {
    // Nobody else collects what its owner left behind: there is no kube-controller-manager here.
    const owner = vmi.metadata.ownerReferences?.find(({ kind }) => kind === 'VirtualMachine');
    if (owner && owner.uid !== vm?.metadata.uid && !isDeleting(vmi))
      await deleteInstance(this.instances, vmi);
    const result = await reconcileMachineInstance(
      {
        driver: this.driver,
        sessions: this.sessions,
        draining: () => this.draining,
        discarded: goesWith(vm, owner?.uid),
        onChange: ({ metadata }) => this.queue.add(metadata.name),
        now: Date.now,
      },
      vmi,
    );
    if (result.retryMs !== undefined) this.queue.addAfter(vmi.metadata.name, result.retryMs);
    return await this.write(vmi, result.status, result.finished && isDeleting(vmi));
  }

  /** One write for status and finalizer; none where nothing changed. */
  private async write(
    vmi: MachineInstance,
    status: object,
    release: boolean,
  ): Promise<MachineInstance | undefined> {
    const patch = patchOf(vmi, status, release);
    if (!patch) return vmi;
    const { name, resourceVersion = '' } = vmi.metadata;
    const written = await this.instances
      .mergePatch(name, patch, { resourceVersion })
      .catch(undefinedWhenGone);
    return written && exists(written) ? written : undefined;
  }

  /** A VMI that was removed by force leaves a machine that nobody asks for. */
  private endUnclaimed(name: string): void {
    for (const [id, session] of this.sessions) {
      if (session.request.name !== name || session.request.namespace !== this.namespace) continue;
      if (session.end) this.sessions.delete(id);
      else void session.stop(FORCED_GRACE_MS);
    }
  }

  private report(name: string, error: unknown): void {
    // Somebody else wrote in between: the next pass sees it.
    if (isConflict(error)) return;
    this.log.warn({ err: error, machine: name }, 'a machine could not be reconciled; trying again');
  }
}

function undefinedWhenGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}

/** The apiserver removes a deleted object with its last finalizer, and still answers with it. */
const exists = (vmi: MachineInstance): boolean =>
  !isDeleting(vmi) || (vmi.metadata.finalizers ?? []).length > 0;

/** What differs from what is stored; undefined where nothing does. */
function patchOf(vmi: MachineInstance, status: object, release: boolean): object | undefined {
  const changed = JSON.stringify(status) !== JSON.stringify(vmi.status ?? {});
  const letGo = release && (vmi.metadata.finalizers ?? []).includes(vmiFinalizer);
  if (!changed && !letGo) return undefined;
  const metadata = letGo ? { metadata: { finalizers: released(vmi) } } : {};
  return changed ? { ...metadata, status } : metadata;
}

/** Whether a VMI's owner is gone or going, and the disk with it. */
function goesWith(vm: VirtualMachine | undefined, owner: string | undefined): boolean {
  if (owner === undefined) return false;
  return vm === undefined || vm.metadata.uid !== owner || isDeleting(vm);
}
