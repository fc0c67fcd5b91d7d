/**
 * Hands pushed items to one reader. A reader that falls more than `limit` items behind gets what `onOverflow` returns
 * instead of the backlog, and then the end: memory stays bounded and the reader knows that it missed something.
 */
export class EventQueue<Item> implements AsyncIterable<Item> {
  readonly #limit: number;
  readonly #onOverflow: () => Item;
  #items: Item[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(options: { limit?: number; onOverflow: () => Item; signal?: AbortSignal }) {
    this.#limit = options.limit ?? 1000;
    this.#onOverflow = options.onOverflow;
    if (options.signal?.aborted) this.#closed = true;
    options.signal?.addEventListener('abort', () => this.close(), { once: true });
  }

  get closed(): boolean {
    return this.#closed;
  }

  push(item: Item): void {
    if (this.#closed) return;
    if (this.#items.length >= this.#limit) {
      this.#items = [this.#onOverflow()];
      this.#closed = true;
    } else this.#items.push(item);
    this.#wake?.();
  }

  /** Ends the stream after what is already queued. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    try {
      while (true) {
        while (this.#items.length > 0) yield this.#items.shift()!;
        if (this.#closed) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#closed = true;
      this.#items = [];
    }
  }
}
