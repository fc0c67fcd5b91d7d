import { newId, toResourceName } from '@cyberdesk/kit/ids';
import { createInformer, type Informer } from '@cyberdesk/kube/informer';
import { vi } from 'vitest';
import type { VirtualMachine } from '../src/kubevirt.ts';
import type { Instance, Pool } from '../src/resources.ts';
import { instance } from './objects.ts';
import type { Stack } from './stack.ts';

/** What became of one desktop that was asked for. */
export interface Claim {
  name: string;
  machine: string;
  kind: string;
  claimedMs: number;
  runningMs: number;
}

/** Asks for desktops and notes when each got its machine and when it ran. */
export class Claims {
  private readonly stack: Stack;
  private readonly machines: Informer<VirtualMachine>;
  private readonly instances: Informer<Instance>;
  private readonly claimedAt = new Map<string, number>();
  private readonly runningAt = new Map<string, number>();
  /** How often a machine changed its owner: never more than once. */
  readonly owners = new Map<string, Set<string>>();

  constructor(stack: Stack) {
    this.stack = stack;
    const key = ({ metadata }: { metadata: { name: string } }) => metadata.name;
    this.machines = createInformer({
      resource: stack.vms,
      project: (vm: VirtualMachine) => vm,
      key,
    });
    this.instances = createInformer({
      resource: stack.instances,
      project: (each: Instance) => each,
      key,
    });
    this.machines.onChange(({ type, key: name, object }) => {
      const owner = object.metadata.labels?.['cyberdesk.io/instance'];
      if (owner === undefined || type === 'deleted') return;
      this.owners.set(name, (this.owners.get(name) ?? new Set()).add(owner));
      if (!this.claimedAt.has(owner)) this.claimedAt.set(owner, performance.now());
    });
    this.instances.onChange(({ key: name, object }) => {
      const running = object.status?.phase === 'Running';
      if (running && !this.runningAt.has(name)) this.runningAt.set(name, performance.now());
    });
  }

  async stop(): Promise<void> {
    await Promise.all([this.machines.stop(), this.instances.stop()]);
  }

  /** So many at once; resolves when each has a machine, or when each runs. */
  async ask(count: number, until: 'assigned' | 'running'): Promise<Claim[]> {
    const names = Array.from({ length: count }, () => toResourceName(newId('dsk')));
    const began = new Map<string, number>();
    await Promise.all(
      names.map(async (name) => {
        began.set(name, performance.now());
        await this.stack.instances.create(instance(name));
      }),
    );
    const done = (name: string) =>
      until === 'running' ? this.runningAt.has(name) : this.machineOf(name) !== undefined;
    await vi.waitFor(
      () => {
        const missing = names.filter((name) => !done(name)).length;
        if (missing > 0) throw new Error(`${missing} of ${count} are not ${until}`);
      },
      { timeout: 120_000, interval: 20 },
    );
    return names.map((name) => this.claimOf(name, began.get(name) ?? 0));
  }

  private machineOf(name: string): string | undefined {
    return (
      this.instances.get(name)?.status?.provisioning &&
      this.instances.get(name)?.status?.machine?.name
    );
  }

  private claimOf(name: string, began: number): Claim {
    const { provisioning, machine } = this.instances.get(name)?.status ?? {};
    return {
      name,
      machine: machine?.name ?? '',
      kind: provisioning?.kind ?? '',
      claimedMs: (this.claimedAt.get(name) ?? Number.NaN) - began,
      runningMs: (this.runningAt.get(name) ?? Number.NaN) - began,
    };
  }

  async remove(claims: Claim[]): Promise<void> {
    const deleted = { spec: { desiredState: 'Deleted' } };
    await Promise.all(claims.map(({ name }) => this.stack.instances.mergePatch(name, deleted)));
    const left = () =>
      claims.filter(({ name }) => this.instances.get(name)?.status?.phase !== 'Deleted').length;
    await vi.waitFor(
      () => {
        if (left() > 0) throw new Error(`${left()} are not deleted`);
      },
      { timeout: 120_000, interval: 50 },
    );
    await Promise.all(claims.map(({ name }) => this.stack.instances.delete(name)));
  }
}

export const percentile = (values: number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
};

/** Waits until the pool has so many machines that can be claimed. */
export async function filled({ pools }: Stack, name: string, ready: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { status } = await pools.get(name);
      if (status?.ready !== ready) throw new Error(`${status?.ready} of ${ready} are ready`);
    },
    { timeout: 120_000, interval: 200 },
  );
}

export const poolOf = (size: number): Pool => ({
  apiVersion: 'cyberdesk.io/v1alpha1',
  kind: 'CyberdeskPool',
  metadata: { name: 'small' },
  spec: {
    template: 'desktop-base',
    resources: { vcpus: 2, memoryMiB: 2048, diskGiB: 16 },
    size,
    minSize: 0,
    maxSize: 1_000,
    maxStarting: 1_000,
  },
});
