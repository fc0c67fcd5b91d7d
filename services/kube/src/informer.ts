import type { KubeObject } from './objects.ts';
import { Reflector, type ReflectorOptions } from './reflector.ts';
import { createStore, type InformerListener } from './store.ts';

export type { InformerEvent, InformerListener } from './store.ts';
export type InformerOptions<T extends KubeObject, P> = ReflectorOptions<T, P>;

export interface Informer<P> {
  /** By `namespace/name`, or what the `key` option makes of an object. */
  get(key: string): P | undefined;
  list(): P[];
  size(): number;
  /** The listener first hears of what is there already (as added), then of every change. */
  onChange(listener: InformerListener<P>): () => void;
  /** Resolves after the first complete list; rejects when stopped before. */
  synced: Promise<void>;
  /** When the apiserver was last heard, in milliseconds since the epoch; 0 before. */
  lastHeard(): number;
  stop(): Promise<void>;
}

/**
 * A local copy of one kind that survives what an apiserver does to its clients: failing lists and
 * watches, resets, expired versions, restored backups, streams that fall silent. It starts at once.
 */
export function createInformer<T extends KubeObject, P>(
  options: InformerOptions<T, P>,
): Informer<P> {
  const store = createStore<P>((error) => options.onError?.(error));
  const reflector = new Reflector(options, store);
  const stopping = new AbortController();
  const synced = Promise.withResolvers<void>();
  synced.promise.catch(() => {});
  const finished = reflector.run(stopping.signal, synced.resolve);
  return {
    get: (key) => store.entries.get(key)?.value,
    list: () => [...store.entries.values()].map(({ value }) => value),
    size: () => store.entries.size,
    onChange: store.listen,
    synced: synced.promise,
    lastHeard: () => reflector.lastHeard,
    stop: async () => {
      stopping.abort();
      synced.reject(new Error('The informer was stopped before its first list ended.'));
      await finished;
    },
  };
}
