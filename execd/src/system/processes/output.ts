/** Keeps the first bytes of a stream. */
export class OutputHead {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #limit: number;
  /** Bytes that arrived, kept or not. */
  received = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get truncated(): boolean {
    return this.received > this.#limit;
  }

  take(chunk: Buffer): void {
    this.received += chunk.length;
    const room = this.#limit - this.#bytes;
    if (room <= 0) return;
    // A copy: the rest of a long chunk shall not be held by its beginning.
    const kept = chunk.length > room ? Buffer.from(chunk.subarray(0, room)) : chunk;
    this.#chunks.push(kept);
    this.#bytes += kept.length;
  }

  /** The text so far; a character cut by the limit is left out. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks), { stream: this.truncated });
  }
}
