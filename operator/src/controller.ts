import type { Informer, InformerEvent } from '@cyberdesk/kube/informer';
import type { KubeObject } from '@cyberdesk/kube/objects';
import { instanceLabel, poolLabel, snapshotLabel } from './constants.ts';
import { type Context, TryAgain } from './context.ts';
import { KeyedQueue } from './queue.ts';
import { accountOf, type Outcome, reconcileAccount } from './reconcile/account.ts';
import { creditsSpent } from './reconcile/credits.ts';
import { reconcileInstance } from './reconcile/instance.ts';
import type { Account } from './resources.ts';
import type { Shard } from './cluster.ts';
import { reconcilePool } from './pool/reconcile.ts';
import { reconcileSnapshot } from './snapshot/reconcile.ts';

export interface ControllerOptions {
  context: Context;
  concurrency: number;
  /** Told of every pass: kind, seconds, and whether it ended well. */
  onPass?: (kind: string, seconds: number, result: 'done' | 'again' | 'failed') => void;
}

export interface Controller {
  instances: KeyedQueue;
  accounts: KeyedQueue;
  pools: KeyedQueue;
  snapshots: KeyedQueue;
  /** Works until the signal aborts; resolves when the passes under way have ended. */
  run(signal: AbortSignal): Promise<void>;
}

// A gateway or a machine that comes back is not kept waiting longer than this.
const maxBackoffMs = 5_000;

type Reconcile = (context: Context, name: string) => Promise<Outcome>;

/**
 * Events of the caches become keys of four queues. The queues fill from the beginning, so that a
 * replica that becomes leader begins with everything there is.
 */
export function createController(options: ControllerOptions): Controller {
  const { context } = options;
  const instances = createQueue(options, 'instance', reconcileInstance);
  const accounts = createQueue(options, 'account', reconcileAccount);
  const pools = createQueue(options, 'pool', reconcilePool);
  const snapshots = createQueue(options, 'snapshot', reconcileSnapshot);
  const queues = { instances, accounts, pools, snapshots };
  const { cluster } = context;
  cluster.instances.cache.onChange(({ key, object }) => {
    instances.add(key);
    const account = accountOf(context, object);
    if (account !== undefined) accounts.add(account.metadata.name);
  });
  cluster.accounts.cache.onChange((event) => {
    accounts.add(event.key);
    if (!concernsInstances(event)) return;
    const own = cluster.byOrganization.instances(event.object.spec.organizationId);
    for (const { metadata } of own) instances.add(metadata.name);
  });
  context.quota.onRoom((names) => names.forEach((name) => instances.add(name)));
  cluster.pools.cache.onChange(({ key }) => pools.add(key));
  cluster.snapshots.cache.onChange(({ key }) => snapshots.add(key));
  for (const shard of cluster.shards.values()) feed(shard, queues);
  const run = async (signal: AbortSignal) =>
    void (await Promise.all(Object.values(queues).map((queue) => queue.run(signal))));
  return { ...queues, run };
}

/** An account's counters move all the time; its instances only depend on its spec and its credits. */
function concernsInstances(event: InformerEvent<Account>): boolean {
  if (event.type !== 'updated') return true;
  const { object, previous } = event;
  const sameSpec = object.metadata.generation === previous.metadata.generation;
  return !sameSpec || creditsSpent(object) !== creditsSpent(previous);
}

type Queues = Omit<Controller, 'run'>;

/** Events of a shard wake whom they concern: instance, pool or snapshot, by the labels. */
function feed({ machines, machineInstances, snapshots, restores }: Shard, queues: Queues): void {
  const wakeAll = (key: string, labels: Labels) => wake(queues, key, labels);
  follow(machines.cache, wakeAll);
  // Labels of a claim do not reach the run: those of its machine tell whose it is.
  follow(machineInstances.cache, (key, labels) =>
    wakeAll(key, machines.cache.get(key)?.metadata.labels ?? labels),
  );
  follow(snapshots.cache, wakeAll);
  follow(restores.cache, wakeAll);
}

type Labels = Record<string, string> | undefined;

function wake({ instances, pools, snapshots }: Queues, key: string, labels: Labels = {}): void {
  const { [instanceLabel]: instance, [poolLabel]: pool, [snapshotLabel]: snapshot } = labels;
  if (pool !== undefined) pools.add(pool);
  if (snapshot !== undefined) snapshots.add(snapshot);
  if (instance !== undefined) instances.add(instance);
  else if (pool === undefined && snapshot === undefined) instances.add(key);
}

function follow<T extends KubeObject>(
  cache: Informer<T>,
  tell: (key: string, labels: Labels) => void,
): void {
  cache.onChange((event) => {
    tell(event.key, event.object.metadata.labels);
    if (event.type === 'updated') tell(event.key, event.previous.metadata.labels);
  });
}

function createQueue(options: ControllerOptions, kind: string, reconcile: Reconcile): KeyedQueue {
  const { context, concurrency, onPass } = options;
  const work = async (name: string): Promise<void> => {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    try {
      const { wakeAt } = await reconcile(context, name);
      if (wakeAt === undefined) queue.cancel(name);
      else queue.addAt(name, wakeAt);
      onPass?.(kind, seconds(), 'done');
    } catch (error) {
      onPass?.(kind, seconds(), error instanceof TryAgain ? 'again' : 'failed');
      throw error;
    }
  };
  const onError = (name: string, error: unknown) => {
    const level = error instanceof TryAgain ? 'debug' : 'warn';
    context.log[level]({ [kind]: name, err: error }, 'pass failed, will try again');
  };
  const queue = new KeyedQueue({ work, concurrency, maxBackoffMs, clock: context.clock, onError });
  return queue;
}
