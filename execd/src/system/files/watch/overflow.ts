import { readFileSync } from 'node:fs';

const QUEUE = '/proc/sys/fs/inotify/max_queued_events';
const USUAL = 16_384;

/**
 * Tells when the kernel dropped events. Node does not say so, but all watches of a process share one queue, which is
 * read to its end in one turn of the event loop: a turn that brought as many events as the queue can hold may have
 * lost some, and one that brought fewer has lost none.
 */
export class Overflow {
  #limit: number;
  #turn = 0;
  #listeners = new Set<() => void>();

  constructor(limit = queueLength()) {
    this.#limit = limit;
  }

  count(): void {
    if (this.#turn === 0) setImmediate(() => (this.#turn = 0));
    if (++this.#turn === this.#limit) for (const told of this.#listeners) told();
  }

  listen(told: () => void): () => void {
    this.#listeners.add(told);
    return () => this.#listeners.delete(told);
  }
}

function queueLength(): number {
  try {
    return Number(readFileSync(QUEUE, 'utf8')) || USUAL;
  } catch {
    return USUAL;
  }
}
