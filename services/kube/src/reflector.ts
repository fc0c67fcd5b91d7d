import { type Backoff, createBackoff } from './backoff.ts';
import { type Clock, systemClock } from './clock.ts';
import { isGone, KubeError } from './errors.ts';
import type { KubeObject, WatchEvent } from './objects.ts';
import { listAll } from './pager.ts';
import type { Resource } from './resource.ts';
import { type Entry, type Store, toEntry } from './store.ts';
import { watchdog } from './watchdog.ts';

export interface ReflectorOptions<T extends KubeObject, P> {
  resource: Pick<Resource<T>, 'list' | 'watch'>;
  /** What to keep of each object; everything else is freed. */
  project: (object: T) => P;
  key?: (object: T) => string;
  labelSelector?: string;
  pageSize?: number;
  /**
   * A stream that says nothing for this long is taken for half-open and opened again from where
   * it stood. The apiserver sends a bookmark every minute, so a healthy one is never that quiet.
   */
  silenceMs?: number;
  /** Told of every failure and failing listener; the informer goes on by itself. */
  onError?: (error: unknown) => void;
  clock?: Clock;
  random?: () => number;
}

const watchTimeoutSeconds = 600;
const failuresBeforeRelist = 3;
const shortLivedMs = 1_000;

/** Keeps a store equal to a collection of the apiserver, whatever happens in between. */
export class Reflector<T extends KubeObject, P> {
  lastHeard = 0;
  private readonly options: ReflectorOptions<T, P>;
  private readonly store: Store<P>;
  private readonly clock: Clock;
  private readonly selector: { labelSelector?: string };
  private readonly backoff: Backoff;
  private resourceVersion: string | undefined;
  private failures = 0;

  constructor(options: ReflectorOptions<T, P>, store: Store<P>) {
    const { clock = systemClock, random, labelSelector } = options;
    this.options = options;
    this.store = store;
    this.clock = clock;
    this.selector = labelSelector === undefined ? {} : { labelSelector };
    this.backoff = createBackoff({ baseMs: 200, maxMs: 10_000, ...(random && { random }) });
  }

  /** Lists and watches until the signal aborts; `listed` is called after each complete list. */
  async run(signal: AbortSignal, listed: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.resourceVersion === undefined) await this.relist(signal, listed);
        else await this.follow(this.resourceVersion, signal);
      } catch (error) {
        if (!signal.aborted) await this.recover(error, signal);
      }
    }
  }

  private async relist(signal: AbortSignal, listed: () => void): Promise<void> {
    const query = { limit: this.options.pageSize ?? 500, signal, ...this.selector };
    const listing = await listAll(this.options.resource, query, (object) => this.entry(object));
    if (signal.aborted) return;
    this.store.replace(listing.items);
    this.resourceVersion = listing.resourceVersion;
    this.lastHeard = this.clock.now();
    listed();
  }

  /** Returns when the stream ended in order or was cut for silence: both resume where it stood. */
  private async follow(resourceVersion: string, stop: AbortSignal): Promise<void> {
    const opened = this.clock.now();
    const { silenceMs = 90_000, resource } = this.options;
    const lastHeard = () => Math.max(this.lastHeard, opened);
    const guard = watchdog({ clock: this.clock, silenceMs, parent: stop, lastHeard });
    const query = { resourceVersion, timeoutSeconds: watchTimeoutSeconds, ...this.selector };
    try {
      for await (const event of resource.watch({ ...query, signal: guard.signal })) {
        this.apply(event);
      }
    } catch (error) {
      if (!guard.silent()) throw error;
      this.report(error);
    } finally {
      guard.close();
    }
    await this.pauseWhenShortLived(opened, stop);
  }

  private apply(event: WatchEvent<T>): void {
    this.lastHeard = this.clock.now();
    if (event.type === 'ERROR') throw watchError(event.object);
    this.healthy();
    if (event.type === 'DELETED') this.store.remove(this.entry(event.object));
    else if (event.type !== 'BOOKMARK') this.store.put(this.entry(event.object));
    this.resourceVersion = event.object.metadata.resourceVersion ?? this.resourceVersion;
  }

  /** A server that accepts and closes at once would otherwise be asked in a tight loop. */
  private async pauseWhenShortLived(opened: number, signal: AbortSignal): Promise<void> {
    if (this.clock.now() - opened >= shortLivedMs) this.healthy();
    else await this.clock.delay(this.backoff.next(), signal);
  }

  /**
   * After a few failures the version itself may be the cause (a restored etcd is behind it), so
   * the next attempt lists again.
   */
  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    this.failures += 1;
    if (isGone(error) || this.failures >= failuresBeforeRelist) this.resourceVersion = undefined;
    this.report(error);
    await this.clock.delay(this.backoff.next(), signal);
  }

  private healthy(): void {
    this.failures = 0;
    this.backoff.reset();
  }

  private entry(object: T): Entry<P> {
    return toEntry(object, this.options.project, this.options.key);
  }

  private report(error: unknown): void {
    this.options.onError?.(error);
  }
}

function watchError(status: { code?: number; reason?: string; message?: string }): KubeError {
  const { code = 500, reason = 'WatchError', message = 'The watch ended with an error.' } = status;
  return new KubeError({ status: code, reason, message });
}
