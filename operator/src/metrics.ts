import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Cluster } from './cluster.ts';
import type { Controller } from './controller.ts';

export interface Metrics {
  registry: Registry;
  onPass(kind: string, seconds: number, result: string): void;
  onCacheError(kind: string): void;
  /** Gauges that are read when somebody asks. */
  observe(sources: { cluster: Cluster; controller: Controller; isLeader: () => boolean }): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const passes = new Histogram({
    name: 'cyberdesk_operator_reconcile_seconds',
    help: 'Duration of one pass over one object, by kind and result',
    labelNames: ['kind', 'result'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const cacheErrors = new Counter({
    name: 'cyberdesk_operator_cache_errors_total',
    help: 'Failed lists and watches, by kind',
    labelNames: ['kind'],
    registers: [registry],
  });
  return {
    registry,
    onPass: (kind, seconds, result) => passes.observe({ kind, result }, seconds),
    onCacheError: (kind) => cacheErrors.inc({ kind }),
    observe: (sources) => observeSources(registry, sources),
  };
}

function observeSources(registry: Registry, sources: Parameters<Metrics['observe']>[0]): void {
  const { cluster, controller, isLeader } = sources;
  const gauge = (
    name: string,
    help: string,
    collect: (gauge: Gauge) => void,
    labels: string[] = [],
  ) =>
    new Gauge({
      name: `cyberdesk_operator_${name}`,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        collect(this);
      },
    });
  gauge('leader', '1 while this replica leads', (self) => self.set(isLeader() ? 1 : 0));
  gauge(
    'queue_depth',
    'Keys that wait for a worker',
    (self) => {
      self.set({ queue: 'instances' }, controller.instances.depth());
      self.set({ queue: 'accounts' }, controller.accounts.depth());
    },
    ['queue'],
  );
  gauge(
    'cached_objects',
    'Objects in the local copies',
    (self) => {
      for (const [cache, informer] of cluster.caches()) self.set({ cache }, informer.size());
    },
    ['cache'],
  );
  gauge(
    'cache_silence_seconds',
    'Since the apiserver was last heard',
    (self) => {
      for (const [cache, informer] of cluster.caches()) {
        self.set({ cache }, (Date.now() - informer.lastHeard()) / 1000);
      }
    },
    ['cache'],
  );
}
