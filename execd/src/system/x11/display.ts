import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { connect } from './connect.ts';
import { unavailable } from './link.ts';
import type { Link } from './link.ts';

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 1000;

/** The one lasting connection of execd to its X server; it comes back when the server does. */
export class Display {
  readonly number: number;
  #log: Logger;
  #link: Link | undefined;
  #stopped = new AbortController();
  #waiting = new Set<(link: Link) => void>();
  #listeners: ((link: Link) => void)[] = [];

  constructor(number: number, log: Logger) {
    this.number = number;
    this.#log = log;
  }

  /** Connects in the background and stays connected until `stop`. */
  start(): void {
    void this.#keep();
  }

  stop(): void {
    this.#stopped.abort();
    this.#link?.close();
  }

  get connected(): boolean {
    return this.#link?.alive ?? false;
  }

  /** Called with every new connection, the first one included. */
  onConnect(listener: (link: Link) => void): void {
    this.#listeners.push(listener);
  }

  /** The live connection; waits a little for a server that is just starting. */
  async link(waitMs = 5000): Promise<Link> {
    const link = this.#link;
    if (link?.alive) return link;
    return new Promise((resolve, reject) => {
      const arrived = (link: Link) => {
        clearTimeout(timer);
        this.#waiting.delete(arrived);
        resolve(link);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(arrived);
        reject(unavailable('is not up'));
      }, waitMs);
      this.#waiting.add(arrived);
    });
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopped;
    let wait = FIRST_RETRY_MS;
    while (!signal.aborted) {
      const link = await connect(this.number, (error) => this.#report(error)).catch(
        () => undefined,
      );
      if (link && !signal.aborted) {
        wait = FIRST_RETRY_MS;
        await this.#hold(link);
      } else {
        link?.close();
        wait = Math.min(wait * 1.5, LAST_RETRY_MS);
      }
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  #hold(link: Link): Promise<void> {
    this.#link = link;
    this.#log.info({ display: this.number }, 'connected to the X server');
    const closed = new Promise<void>((resolve) => link.onClose(resolve));
    for (const listener of this.#listeners) listener(link);
    for (const arrived of this.#waiting) arrived(link);
    return closed;
  }

  #report(error: Error): void {
    // Protocol errors name request and resource numbers only, so they are safe to log.
    this.#log.warn({ err: error.message }, 'X error');
  }
}
