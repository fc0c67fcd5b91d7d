import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@cyberdesk/kit/logger';

type Wake = () => void;

/** Tells when a desktop's row has changed, whichever API process changed it. */
export class DesktopBus {
  #waiting = new Map<string, Set<Wake>>();
  #url: string;
  #log: Logger;
  #client: Client | undefined;
  #stopped = false;

  constructor(url: string, log: Logger) {
    this.#url = url;
    this.#log = log;
  }

  /** Listens to the database; reconnects for ever. Waiters also look by themselves every second. */
  async start(): Promise<void> {
    await this.#listen();
  }

  async #listen(): Promise<void> {
    const client = new Client({ connectionString: this.#url });
    client.on('notification', ({ payload }) => this.#wake(payload ?? ''));
    client.on('error', () => undefined);
    client.on('end', () => void this.#reconnect());
    await client.connect();
    await client.query('listen cyberdesk_desktop');
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    while (!this.#stopped) {
      await delay(500);
      try {
        return await this.#listen();
      } catch (error) {
        this.#log.warn({ err: error }, 'not listening to the database');
      }
    }
  }

  #wake(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake();
  }

  /** Calls `read` at each change of the desktop until `done` holds, time is up or the client is gone. Returns the last. */
  async until<T>(
    id: string,
    read: () => Promise<T>,
    options: { done: (value: T) => boolean; seconds: number; signal: AbortSignal },
  ): Promise<T> {
    const deadline = performance.now() + options.seconds * 1000;
    for (;;) {
      const changed = this.#next(id, Math.min(1_000, deadline - performance.now()), options.signal);
      const value = await read();
      if (options.done(value) || performance.now() >= deadline || options.signal.aborted)
        return changed.cancel(value);
      await changed.promise;
    }
  }

  #next(
    id: string,
    timeoutMs: number,
    signal: AbortSignal,
  ): { promise: Promise<void>; cancel: <T>(value: T) => T } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wakes = this.#waiting.get(id) ?? new Set<Wake>();
    this.#waiting.set(id, wakes.add(resolve));
    const timer = setTimeout(resolve, Math.max(0, timeoutMs));
    const abort = (): void => resolve();
    signal.addEventListener('abort', abort, { once: true });
    const cancel = <T>(value: T): T => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      wakes.delete(resolve);
      if (wakes.size === 0 && this.#waiting.get(id) === wakes) this.#waiting.delete(id);
      return value;
    };
    void promise.then(() => cancel(undefined));
    return { promise, cancel };
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end();
  }
}
