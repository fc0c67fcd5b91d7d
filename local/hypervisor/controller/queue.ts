const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 15_000;

/**
 * Works on keys, each one never twice at once: a key that is added while it is worked on comes again
 * after. A key whose work failed comes back with growing pauses.
 */
export class KeyedQueue {
  private readonly work: (key: string) => Promise<void>;
  private readonly onError: (key: string, error: unknown) => void;
  private readonly active = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly failures = new Map<string, number>();
  private stopped = false;

  constructor(
    work: (key: string) => Promise<void>,
    onError: (key: string, error: unknown) => void,
  ) {
    this.work = work;
    this.onError = onError;
  }

  add(key: string): void {
    if (this.stopped) return;
    if (this.active.has(key)) return void this.again.add(key);
    this.active.set(key, this.handle(key));
  }

  /** The earliest of a key's appointments counts: each pass makes its own anew. */
  addAfter(key: string, ms: number): void {
    if (this.stopped || this.timers.has(key)) return;
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.add(key);
    }, ms);
    this.timers.set(key, timer);
  }

  /** Takes no more keys and resolves when those in hand are done. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.active.values());
  }

  private async handle(key: string): Promise<void> {
    try {
      await this.work(key);
      this.failures.delete(key);
    } catch (error) {
      const count = this.failures.get(key) ?? 0;
      this.failures.set(key, count + 1);
      this.addAfter(key, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(count, 20)));
      this.onError(key, error);
    } finally {
      this.active.delete(key);
      if (this.again.delete(key)) this.add(key);
    }
  }
}
