import type { Clock } from '@cyberdesk/kube/clock';
import { createDueTimes } from './due.ts';

export interface QueueOptions {
  /** Handles one key; a throw makes the key come back with growing pauses. */
  work: (key: string) => Promise<void>;
  concurrency: number;
  clock: Clock;
  /** First pause after a failure; doubles up to `maxBackoffMs`. */
  backoffMs?: number;
  maxBackoffMs?: number;
  random?: () => number;
  onError?: (key: string, error: unknown) => void;
}

export interface Queue {
  /** As soon as possible. A key that waits already is not added twice. */
  add(key: string): void;
  /** At a time of the wall clock; replaces the key's earlier appointment. */
  addAt(key: string, at: number): void;
  /** Forgets the key's appointment. */
  cancel(key: string): void;
  /** Keys that wait for a worker. */
  depth(): number;
  running(): number;
  /** Works until the signal aborts, then resolves when the keys in hand are done. */
  run(signal: AbortSignal): Promise<void>;
}

// The wall clock may be stepped: appointments are compared with it at least this often.
const maxSleepMs = 1_000;

/**
 * A work queue by key: a key is never worked on twice at once, and one that is added while it is
 * worked on comes again after. Keys leave in the order they came, so that none starves.
 */
export class KeyedQueue implements Queue {
  private readonly options: QueueOptions;
  private readonly ready = new Set<string>();
  private readonly active = new Set<string>();
  private readonly again = new Set<string>();
  private readonly due = createDueTimes();
  private readonly retries = createDueTimes();
  private readonly failures = new Map<string, number>();
  private wake: () => void = () => {};

  constructor(options: QueueOptions) {
    this.options = options;
  }

  add(key: string): void {
    if (this.active.has(key)) this.again.add(key);
    else this.ready.add(key);
    this.wake();
  }

  addAt(key: string, at: number): void {
    this.due.set(key, at);
    this.wake();
  }

  cancel(key: string): void {
    this.due.delete(key);
  }

  depth(): number {
    return this.ready.size;
  }

  running(): number {
    return this.active.size;
  }

  async run(signal: AbortSignal): Promise<void> {
    const inHand = new Set<Promise<void>>();
    signal.addEventListener('abort', () => this.wake(), { once: true });
    while (!signal.aborted) {
      this.collectDue();
      for (const key of this.takeReady()) {
        const job = this.handle(key).finally(() => inHand.delete(job));
        inHand.add(job);
      }
      await this.sleep(signal);
    }
    await Promise.all(inHand);
  }

  private collectDue(): void {
    const now = this.options.clock.now();
    for (const key of this.due.take(now)) this.add(key);
    for (const key of this.retries.take(now)) this.add(key);
  }

  private takeReady(): string[] {
    const keys: string[] = [];
    for (const key of this.ready) {
      if (this.active.size >= this.options.concurrency) break;
      this.ready.delete(key);
      this.active.add(key);
      keys.push(key);
    }
    return keys;
  }

  private async handle(key: string): Promise<void> {
    try {
      await this.options.work(key);
      this.failures.delete(key);
      this.retries.delete(key);
    } catch (error) {
      this.retryLater(key);
      this.options.onError?.(key, error);
    } finally {
      this.active.delete(key);
      if (this.again.delete(key)) this.ready.add(key);
      this.wake();
    }
  }

  private retryLater(key: string): void {
    const { backoffMs = 50, maxBackoffMs = 15_000, random = Math.random, clock } = this.options;
    const count = this.failures.get(key) ?? 0;
    this.failures.set(key, count + 1);
    const step = Math.min(maxBackoffMs, backoffMs * 2 ** Math.min(count, 20));
    this.retries.set(key, clock.now() + step * (0.5 + random() / 2));
  }

  /** Until something is added, a worker is free, an appointment is due, or the queue stops. */
  private async sleep(signal: AbortSignal): Promise<void> {
    if (this.ready.size > 0 && this.active.size < this.options.concurrency) return;
    const woken = new AbortController();
    this.wake = () => woken.abort();
    const times = [this.due.next(), this.retries.next()].filter((at) => at !== undefined);
    const wait = Math.min(maxSleepMs, Math.min(...times) - this.options.clock.now());
    if (wait > 0 && !signal.aborted) {
      await this.options.clock.delay(wait, woken.signal);
    }
    this.wake = () => {};
  }
}
