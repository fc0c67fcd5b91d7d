import type { KubeClient } from '@cyberdesk/kube/client';
import { type Clock, systemClock } from '@cyberdesk/kube/clock';
import type { Logger } from '@cyberdesk/kit/logger';
import { type Cluster, openCluster } from './cluster.ts';
import { machineActions } from './machine-actions.ts';
import type { Context, MachineActions } from './context.ts';
import { type Controller, createController } from './controller.ts';
import { LeaderElection } from './leader.ts';
import { createPoolBook } from './pool/book.ts';
import { createImageReader } from './pool/image.ts';
import { createQuotaLedger } from './reconcile/ledger.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export interface OperatorOptions extends Pick<
  Context,
  'bind' | 'use' | 'machineOptions' | 'namespace'
> {
  client: KubeClient;
  shardNamespaces: string[];
  leaseName: string;
  identity: string;
  concurrency: number;
  log: Logger;
  clock?: Clock;
  leaseDurationMs?: number;
  /** For tests; else KubeVirt's own. */
  subresources?: MachineActions;
}

export interface Operator {
  metrics: Metrics;
  controller: Controller;
  cluster: Cluster;
  isLeader(): boolean;
  checks(): Promise<Record<string, string>>;
  /** Finishes the passes under way, gives the lease back and closes the caches. */
  stop(): Promise<void>;
}

/** Caches fill on every replica; only the one that holds the lease works on them. */
export function startOperator(options: OperatorOptions): Operator {
  const { client, namespace, log, clock = systemClock, leaseDurationMs: durationMs } = options;
  const metrics = createMetrics();
  const stopping = new AbortController();
  const leader = new LeaderElection({
    leases: client.leases(namespace),
    name: options.leaseName,
    identity: options.identity,
    clock,
    ...(durationMs !== undefined && { durationMs, renewMs: durationMs / 5 }),
    onError: (error) => log.warn({ err: error }, 'could not renew the lease'),
  });
  const fence = () => {
    if (!leader.isLeader()) throw new Error('This replica does not hold the lease.');
  };
  const cluster = openCluster({
    client,
    namespace,
    shardNamespaces: options.shardNamespaces,
    clock,
    fence,
    onError: (kind, error) => {
      metrics.onCacheError(kind);
      log.warn({ kind, err: error }, 'watch interrupted, goes on by itself');
    },
  });
  const { bind, use, machineOptions, concurrency } = options;
  const quota = createQuotaLedger(cluster);
  const { subresources = machineActions(client, fence) } = options;
  const pools = createPoolBook(cluster, clock);
  const imageRevision = createImageReader(client, options, clock);
  const own = { quota, subresources, warm: pools, pools, imageRevision };
  const ports = { bind, use, machineOptions, ...own };
  const context: Context = { cluster, namespace, clock, log, ...ports };
  const controller = createController({ context, concurrency, onPass: metrics.onPass });
  metrics.observe({ cluster, controller, isLeader: () => leader.isLeader() });
  const finished = lead(leader, cluster, controller, { log, signal: stopping.signal });
  return {
    metrics,
    controller,
    cluster,
    isLeader: () => leader.isLeader(),
    checks: async () => await checks(client, cluster),
    stop: async () => {
      stopping.abort();
      await finished.catch(() => {});
      await leader
        .release()
        .catch((error: unknown) => log.warn({ err: error }, 'lease not released'));
      await cluster.stop();
    },
  };
}

interface Term {
  log: Logger;
  signal: AbortSignal;
}

/** One term after another: a lost lease ends the work, not the process. */
async function lead(
  leader: LeaderElection,
  cluster: Cluster,
  controller: Controller,
  { log, signal }: Term,
): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([cluster.synced(), aborted]);
  while (!signal.aborted) {
    await leader.acquire(signal);
    if (signal.aborted) return;
    log.info('leading');
    const term = new AbortController();
    const work = controller.run(term.signal);
    await leader.hold(signal);
    term.abort();
    if (!signal.aborted) log.error('the lease was lost to another replica or not renewed in time');
    // In order: the lease is kept while the last passes end. Lost: their writes stop at the fence.
    await (signal.aborted ? keepWhile(leader, work) : work);
  }
}

async function keepWhile(leader: LeaderElection, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const held = leader.hold(done.signal);
  await work;
  done.abort();
  await held;
}

async function checks(client: KubeClient, cluster: Cluster): Promise<Record<string, string>> {
  const apiserver = (await client.reachable(AbortSignal.timeout(2_000))) ? 'ok' : 'unreachable';
  const unsynced = cluster.caches().filter(([, cache]) => cache.lastHeard() === 0);
  const caches =
    unsynced.length === 0 ? 'ok' : `not filled yet: ${unsynced.map(([name]) => name).join(', ')}`;
  return { apiserver, caches };
}
