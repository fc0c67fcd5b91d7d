import type { Informer } from '@cyberdesk/kube/informer';
import type { Instance } from './domain/instance.ts';
import { Refusal } from './domain/refusal.ts';

export interface WaitOptions {
  /** The instance as it was read: what is older does not count. */
  since: Instance;
  phase: string;
  timeoutMs: number;
  signal: AbortSignal;
}

type Waiter = (instance: Instance | undefined) => void;

/** Callers that wait for instances to come into a phase. They share one listener: a wait costs nothing but its own. */
export class InstanceWaits {
  readonly #informer: Informer<Instance>;
  readonly #waiting = new Map<string, Set<Waiter>>();
  readonly #capacity: number;
  #size = 0;
  #closed = false;

  constructor(informer: Informer<Instance>, capacity = 4_096) {
    this.#informer = informer;
    this.#capacity = capacity;
    informer.onChange(({ type, object }) => {
      const instance = type === 'deleted' ? undefined : object;
      for (const wake of this.#waiting.get(object.name) ?? []) wake(instance);
    });
  }

  /** The instance in the phase or where it will not come to it; undefined when the time is over or it is gone. */
  async until(options: WaitOptions): Promise<Instance | undefined> {
    const { since, timeoutMs, signal } = options;
    if (isOver(since, options)) return since;
    if (this.#closed || signal.aborted) return undefined;
    if (this.#size >= this.#capacity)
      throw new Refusal('unavailable', 'Too many callers wait for instances.', {
        retryAfterSeconds: 1,
      });
    const { promise, resolve } = Promise.withResolvers<Instance | undefined>();
    const wake: Waiter = (instance) => {
      if (instance === undefined || isOver(instance, options)) resolve(instance);
    };
    const end = (): void => resolve(undefined);
    const remove = this.#add(since.name, wake);
    const timer = setTimeout(end, timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    // It may have come there between the read and now.
    const known = this.#informer.get(since.name);
    if (known) wake(known);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      remove();
    }
  }

  /** Lets everybody go who waits: they are answered with what is there. */
  close(): void {
    this.#closed = true;
    for (const waiters of this.#waiting.values()) for (const wake of waiters) wake(undefined);
  }

  #add(name: string, wake: Waiter): () => void {
    const waiters = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, waiters.add(wake));
    this.#size += 1;
    return () => {
      this.#size -= 1;
      waiters.delete(wake);
      if (waiters.size === 0) this.#waiting.delete(name);
    };
  }
}

const isOver = (instance: Instance, { since, phase }: WaitOptions): boolean => {
  const { sequence = 0, phase: now = 'Pending' } = instance.status;
  if (sequence < (since.status.sequence ?? 0)) return false;
  return now === phase || now === 'Failed' || now === 'Deleted';
};
