import { setTimeout as delay } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { pauseAfter, type Pauses } from '../domain/backoff.ts';
import { rereadInstance } from '../instances.ts';

interface Entry {
  failures: number;
  due: number;
}

/** How many instances may wait; more means that not the instances are at fault. */
const MOST = 1_000;

/**
 * Instances whose events could not be applied. Each is read anew, ever more seldom, until that works; the others go on
 * in the meantime.
 */
export class SetAside {
  /** Events and readings that failed, since the start of the process. */
  failed = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #deps: Deps;
  readonly #pauses: Pauses;

  constructor(deps: Deps, pauses: Pauses = { firstMs: 1_000, longestMs: 300_000 }) {
    this.#deps = deps;
    this.#pauses = pauses;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Puts an instance aside, or off again. Throws what went wrong when there are too many. */
  add(name: string, error: unknown): void {
    this.failed += 1;
    const failures = (this.#entries.get(name)?.failures ?? 0) + 1;
    if (!this.#entries.has(name) && this.#entries.size >= MOST) throw error;
    this.#entries.set(name, { failures, due: Date.now() + pauseAfter(failures, this.#pauses) });
    const counts = { failures, setAside: this.size, failed: this.failed };
    this.#deps.log.error(
      { err: error, instance: name, ...counts },
      'the instance is set aside: what the cluster shows of it could not be applied',
    );
  }

  /** Notes that what the cluster shows was applied. */
  heal(name: string): void {
    if (this.#entries.delete(name))
      this.#deps.log.info({ instance: name }, 'the instance is no longer set aside');
  }

  /** Reads instances anew as they fall due, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const [name, { due }] of this.#entries)
        if (due <= Date.now() && !signal.aborted) await this.#retry(name);
      await delay(Math.min(250, this.#pauses.firstMs), undefined, { signal }).catch(
        () => undefined,
      );
    }
  }

  async #retry(name: string): Promise<void> {
    try {
      await rereadInstance(this.#deps, name);
      this.heal(name);
    } catch (error) {
      this.add(name, error);
    }
  }
}
