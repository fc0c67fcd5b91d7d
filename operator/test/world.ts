import type { AccountLimits } from '@cyberdesk/generated/crd/types.gen';
import { silentLogger } from '@cyberdesk/kit/logger';
import type { KubeClient } from '@cyberdesk/kube/client';
import { isNotFound } from '@cyberdesk/kube/errors';
import type { Resource } from '@cyberdesk/kube/resource';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createManualClock, type ManualClock } from '@cyberdesk/kube/testing/manual-clock';
import { createMemoryClient, type MemoryCall } from '@cyberdesk/kube/testing/memory-client';
import { type Cluster, openCluster } from '../src/cluster.ts';
import {
  accountType,
  instanceType,
  machineInstanceType,
  poolType,
  virtualMachineType,
} from '../src/constants.ts';
import type { Context } from '../src/context.ts';
import { type Controller, createController } from '../src/controller.ts';
import type { VirtualMachine, VirtualMachineInstance } from '../src/kubevirt.ts';
import { createPoolBook } from '../src/pool/book.ts';
import type { WarmMachines } from '../src/pool/warm.ts';
import { createQuotaLedger } from '../src/reconcile/ledger.ts';
import type { Account, Instance, Pool } from '../src/resources.ts';
import { FakeHypervisor } from './fake-hypervisor.ts';
import { account, instance, organizationId } from './objects.ts';

export const namespace = 'cyberdesk';
export const shard = 'cyberdesk-vms-00';

/** A call that goes elsewhere than to objects of the cluster. */
export type Port = 'bind' | 'pause' | 'unpause';

/** What to do at one call of the operator: fail it, or let the whole process die there. */
export type FaultAt = (
  call: MemoryCall | Port,
  phase: 'before' | 'after',
) => 'fail' | 'crash' | undefined;

interface Life {
  dead: boolean;
}

interface Process {
  life: Life;
  cluster: Cluster;
  stop: AbortController;
  done: Promise<void>;
}

/** A cluster in memory, a hypervisor, a gateway that binds, and an operator that can be killed. */
export class World {
  readonly clock: ManualClock = createManualClock(Date.parse('2026-11-23T08:00:00.250Z'));
  readonly store = new MemoryCluster(() => this.clock.now());
  readonly client: KubeClient = createMemoryClient(this.store);
  readonly hypervisor = new FakeHypervisor(this.client, shard, () => this.clock.now());
  readonly instances: Resource<Instance> = this.client.resource(instanceType, namespace);
  readonly accounts: Resource<Account> = this.client.resource(accountType, namespace);
  readonly vms: Resource<VirtualMachine> = this.client.resource(virtualMachineType, shard);
  readonly vmis: Resource<VirtualMachineInstance> = this.client.resource(
    machineInstanceType,
    shard,
  );
  /** When a machine was first bound, by VMI uid. */
  readonly bound = new Map<string, number>();
  private readonly bindings = new Map<string, number>();
  readonly writes: string[] = [];
  faultAt: FaultAt = () => undefined;
  /** Set to refuse every bind. */
  bindProblem: Error | undefined;
  /** How the gateway says that a desktop is used, and how often it was asked. */
  use: Context['use'] = async () => await Promise.reject(new Error('nobody answers'));
  asked = 0;
  /** Machines of pools, for an operator that starts. */
  warm: ((cluster: Cluster) => WarmMachines) | undefined;
  /** Revision of the golden image. */
  image = 'a';
  readonly pools: Resource<Pool> = this.client.resource(poolType, namespace);
  /** How far the operator's clock is off. Gateway and hypervisor go right. */
  skewMs = 0;
  /** execd keeps its first binding over every start, as the real one does. */
  keepsBinding = false;
  process: Process | undefined;
  restarts = 0;

  async start(): Promise<void> {
    const life: Life = { dead: false };
    const stop = new AbortController();
    const { cluster, controller } = this.open(life);
    await cluster.synced();
    this.process = { life, cluster, stop, done: controller.run(stop.signal) };
  }

  async stop(): Promise<void> {
    const { process } = this;
    if (process === undefined) return;
    this.process = undefined;
    process.stop.abort();
    await process.cluster.stop();
    await process.done;
  }

  /** Lets everybody work until nothing changes any more. */
  async settle(rounds = 200): Promise<void> {
    let quiet = 0;
    for (let round = 0; round < rounds && quiet < 4; round += 1) {
      const version = this.store.version;
      await this.round();
      quiet = this.store.version === version ? quiet + 1 : 0;
    }
    if (quiet < 4) throw new Error('The world does not come to rest.');
  }

  async round(): Promise<void> {
    await this.idle();
    await this.hypervisor.tick();
    await this.idle();
    if (this.process?.life.dead === true) await this.restart();
    this.clock.advance(100);
  }

  /** Time passes in which everybody works. */
  async pass(seconds: number): Promise<void> {
    const end = this.clock.now() + seconds * 1000;
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(500, end - this.clock.now()));
      await this.idle();
    }
  }

  async restart(): Promise<void> {
    await this.stop();
    this.restarts += 1;
    await this.start();
  }

  async create(spec: Partial<Instance['spec']> = {}, name = 'dsk-a'): Promise<void> {
    await this.instances.create(instance(name, spec));
  }

  async createAccount(creditUnits?: number, limits?: AccountLimits): Promise<void> {
    await this.accounts.create(account(creditUnits, limits));
  }

  async change(spec: Partial<Instance['spec']>, name = 'dsk-a'): Promise<void> {
    await this.instances.mergePatch(name, { spec });
  }

  async get(name = 'dsk-a'): Promise<Instance> {
    return await this.instances.get(name);
  }

  async account(): Promise<Account> {
    return await this.accounts.get(organizationId.replace('_', '-'));
  }

  /** Seconds that a perfect meter would count over all runs. */
  trueSeconds(): number {
    return [...this.hypervisor.runs.values()].reduce((total, run) => {
      const bound = this.bound.get(run.uid);
      if (bound === undefined || run.runningAt === undefined) return total;
      const first = Math.max(bound, run.runningAt);
      const ends = [...run.pauses.map(({ from }) => from), run.endedAt ?? this.clock.now()];
      const starts = [first, ...run.pauses.map(({ to }) => to ?? Number.POSITIVE_INFINITY)];
      return total + starts.reduce((sum, start, at) => sum + whole(start, ends[at] ?? 0), 0);
    }, 0);
  }

  /** Seconds in which a guest stood still. */
  pausedSeconds(): number {
    const all = [...this.hypervisor.runs.values()].flatMap(({ pauses, endedAt }) =>
      pauses.map(({ from, to }) => (to ?? endedAt ?? this.clock.now()) - from),
    );
    return all.reduce((total, ms) => total + ms, 0) / 1000;
  }

  /** All pending callbacks run; the caches and the queues come to rest. */
  private async idle(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await new Promise(setImmediate);
  }

  /** The operator's clock. */
  operatorTime(): number {
    return this.clock.now() + this.skewMs;
  }

  private open(life: Life): { cluster: Cluster; controller: Controller } {
    const client = createMemoryClient(this.store, {
      before: (call) => this.inject(call, 'before', life),
      after: (call) => this.inject(call, 'after', life),
    });
    const clock = { now: () => this.operatorTime(), delay: this.clock.delay };
    const cluster = openCluster({
      client,
      namespace,
      shardNamespaces: [shard],
      clock,
      fence: () => {},
    });
    const pools = createPoolBook(cluster, clock);
    const context: Context = {
      cluster,
      namespace,
      clock,
      log: silentLogger(),
      quota: createQuotaLedger(cluster),
      warm: this.warm?.(cluster) ?? pools,
      pools,
      imageRevision: async () => this.image,
      use: async (name) => {
        this.asked += 1;
        return await this.use(name);
      },
      subresources: {
        pause: async (_, name) => await this.act('pause', name, life),
        unpause: async (_, name) => await this.act('unpause', name, life),
      },
      bind: async (name, uid) => await this.bind(name, uid, life),
      machineOptions: async () => ({
        imagesNamespace: 'images',
        userData: '{}',
        cpuAllocationRatio: 1,
      }),
    };
    return { cluster, controller: createController({ context, concurrency: 4 }) };
  }

  private inject(call: MemoryCall | Port, phase: 'before' | 'after', life: Life): void {
    if (life.dead) throw new Error('the process is dead');
    if (typeof call !== 'string' && call.method === 'GET') return;
    if (phase === 'before')
      this.writes.push(typeof call === 'string' ? call : `${call.method} ${call.plural}`);
    const fault = this.faultAt(call, phase);
    if (fault === 'crash') life.dead = true;
    if (fault !== undefined) throw new Error(`injected ${fault} ${phase}`);
  }

  private async act(call: 'pause' | 'unpause', name: string, life: Life): Promise<void> {
    this.inject(call, 'before', life);
    await this.hypervisor[call](name);
    this.inject(call, 'after', life);
  }

  private async bind(name: string, uid: string, life: Life) {
    this.inject('bind', 'before', life);
    if (this.bindProblem !== undefined) throw this.bindProblem;
    const { status } = await this.instances.get(name);
    if (status?.machine?.uid !== uid) throw new Error('not the machine in the status');
    const at = this.bound.get(uid) ?? this.clock.now();
    this.bound.set(uid, at);
    this.inject('bind', 'after', life);
    const kept = this.bindings.get(name) ?? at;
    this.bindings.set(name, kept);
    const boundAt = new Date(this.keepsBinding ? kept : at).toISOString();
    const answeredAt = Math.floor(this.clock.now() / 1000) * 1000;
    return { boundAt, contractVersion: '0.1.0', answeredAt };
  }
}

/** Whole seconds between, each end rounded to the customer's side. */
const whole = (from: number, to: number): number =>
  Math.max(0, Math.floor(to / 1000) - Math.ceil(from / 1000));

export const missing = async (work: Promise<unknown>): Promise<boolean> =>
  await work.then(
    () => false,
    (error: unknown) => isNotFound(error),
  );
