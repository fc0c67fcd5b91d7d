import type { Informer, InformerEvent } from '@cyberdesk/kube/informer';
import type { KubeObject } from '@cyberdesk/kube/objects';
import { instanceLabel } from './constants.ts';
import { type Context, TryAgain } from './context.ts';
import { KeyedQueue } from './queue.ts';
import { accountOf, type Outcome, reconcileAccount } from './reconcile/account.ts';
import { creditsSpent } from './reconcile/credits.ts';
import { reconcileInstance } from './reconcile/instance.ts';
import type { Account } from './resources.ts';

export interface ControllerOptions {
  context: Context;
  concurrency: number;
  /** Told of every pass: kind, seconds, and whether it ended well. */
  onPass?: (kind: string, seconds: number, result: 'done' | 'again' | 'failed') => void;
}

export interface Controller {
  instances: KeyedQueue;
  accounts: KeyedQueue;
  /** Works until the signal aborts; resolves when the passes under way have ended. */
  run(signal: AbortSignal): Promise<void>;
}

// A gateway or a machine that comes back is not kept waiting longer than this.
const maxBackoffMs = 5_000;

type Reconcile = (context: Context, name: string) => Promise<Outcome>;

/**
 * Events of the caches become keys of two queues. The queues fill from the beginning, so that a
 * replica that becomes leader begins with everything there is.
 */
export function createController(options: ControllerOptions): Controller {
  const { context } = options;
  const instances = createQueue(options, 'instance', reconcileInstance);
  const accounts = createQueue(options, 'account', reconcileAccount);
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
  for (const { machines, machineInstances } of cluster.shards.values()) {
    feed(machines.cache, instances);
    feed(machineInstances.cache, instances);
  }
  return {
    instances,
    accounts,
    run: async (signal) => void (await Promise.all([instances.run(signal), accounts.run(signal)])),
  };
}

/** An account's counters move all the time; its instances only depend on its spec and its credits. */
function concernsInstances(event: InformerEvent<Account>): boolean {
  if (event.type !== 'updated') return true;
  const { object, previous } = event;
  const sameSpec = object.metadata.generation === previous.metadata.generation;
  return !sameSpec || creditsSpent(object) !== creditsSpent(previous);
}

function feed<T extends KubeObject>(cache: Informer<T>, queue: KeyedQueue): void {
  cache.onChange(({ key, object }) => queue.add(object.metadata.labels?.[instanceLabel] ?? key));
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
