import type { Readable } from 'node:stream';

/** Keeps the first bytes of a stream and counts on reading the rest away, so that the writer never blocks. */
export class BoundedOutput {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #limit: number;
  truncated = false;
  /** Bytes that arrived, kept or not. */
  received = 0;

  constructor(stream: Readable, limit: number) {
    this.#limit = limit;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    // A broken pipe ends the output; what arrived so far counts.
    stream.on('error', () => undefined);
  }

  /** The text so far; a character cut by the limit is left out. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks), { stream: this.truncated });
  }

  #take(chunk: Buffer): void {
    this.received += chunk.length;
    const room = this.#limit - this.#bytes;
    if (chunk.length > room) this.truncated = true;
    if (room <= 0) return;
    const kept = chunk.length > room ? Buffer.from(chunk.subarray(0, room)) : chunk;
    this.#chunks.push(kept);
    this.#bytes += kept.length;
  }
}
