import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@cyberdesk/kit/logger';

type Wake = (told: boolean) => void;

/** How long to wait for a change. */
export interface Wait {
  timeoutMs: number;
  signal: AbortSignal;
}

const RECONNECT_MS = 500;

/**
 * Tells when a desktop's row has changed, by its id, or an organization's event log, by the id of the organization,
 * whichever API process changed it.
 */
export class ChangeBus {
  #waiting = new Map<string, Set<Wake>>();
  #url: string;
  #log: Logger;
  #client: Client | undefined;
  #stopped = false;

  constructor(url: string, log: Logger) {
    this.#url = url;
    this.#log = log;
  }

  /** True while the database would tell us. */
  get listening(): boolean {
    return this.#client !== undefined;
  }

  /** Listens to the database; reconnects for ever. Waiters also look by themselves now and then. */
  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#url });
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => this.#wake(payload ?? ''));
    try {
      await client.connect();
      await client.query('listen cyberdesk_desktop; listen cyberdesk_event');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    // Only now: a connection that never stood must not start a second loop.
    client.once('end', () => void this.#reconnect());
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    this.#client = undefined;
    while (!this.#stopped) {
      await delay(RECONNECT_MS);
      if (this.#stopped) return;
      try {
        await this.start();
        return this.#wakeAll();
      } catch (error) {
        this.#log.warn({ err: error }, 'not listening to the database');
      }
    }
  }

  #wake(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake(true);
  }

  /** What happened while nobody listened was told to nobody. */
  #wakeAll(): void {
    for (const id of this.#waiting.keys()) this.#wake(id);
  }

  /** Calls `read` at each change of the desktop until `done` holds, time is up or the client is gone. Returns the last. */
  async until<T>(
    id: string,
    read: () => Promise<T>,
    options: { done: (value: T) => boolean; seconds: number; signal: AbortSignal },
  ): Promise<T> {
    const { signal } = options;
    const deadline = performance.now() + options.seconds * 1000;
    for (;;) {
      const waiting = new AbortController();
      const timeoutMs = Math.min(1_000, deadline - performance.now());
      const both = AbortSignal.any([signal, waiting.signal]);
      const changed = this.changed(id, { timeoutMs, signal: both });
      const value = await read();
      if (options.done(value) || performance.now() >= deadline || signal.aborted) {
        waiting.abort();
        return value;
      }
      await changed;
    }
  }

  /**
   * Waits for the next change; true when there was one, false when the time was up. Begin to wait before you read, and
   * no change falls between the two.
   */
  changed(id: string, { timeoutMs, signal }: Wait): Promise<boolean> {
    return new Promise((resolve) => {
      const wakes = this.#waiting.get(id) ?? new Set<Wake>();
      const wake: Wake = (told) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        wakes.delete(wake);
        if (wakes.size === 0 && this.#waiting.get(id) === wakes) this.#waiting.delete(id);
        resolve(told);
      };
      const giveUp = (): void => wake(false);
      const timer = setTimeout(giveUp, Math.max(0, timeoutMs));
      this.#waiting.set(id, wakes.add(wake));
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end();
  }
}
