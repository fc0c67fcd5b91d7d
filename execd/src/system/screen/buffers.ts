/**
 * Bytes that several hold at once; when the last lets go, the next picture is written into them. Who forgets to let go
 * only costs the reuse. Two holders are the usual number: the newest picture is kept, and others encode it.
 */
export class Lease {
  readonly bytes: Buffer;
  #holders = 1;
  #free: (bytes: Buffer) => void;

  constructor(bytes: Buffer, free: (bytes: Buffer) => void) {
    this.bytes = bytes;
    this.#free = free;
  }

  /** One more holds the bytes. */
  retain(): this {
    this.#holders++;
    return this;
  }

  [Symbol.dispose](): void {
    this.#holders--;
    if (this.#holders === 0) this.#free(this.bytes);
  }
}

/** Free buffers that are kept, all of one length. */
const MAX_FREE = 4;

/**
 * Buffers of one screen's pixels, used again and again. Millions of bytes that are made anew for each picture would
 * have the garbage collector run all the time: that cost more than reading the screen.
 */
export class BufferPool {
  #free: Buffer[] = [];
  #length = 0;

  /** A buffer of this length; what is in it is left over. */
  take(length: number): Lease {
    if (length !== this.#length) {
      this.#free = [];
      this.#length = length;
    }
    const bytes = this.#free.pop() ?? Buffer.allocUnsafeSlow(length);
    return new Lease(bytes, (freed) => {
      if (freed.length === this.#length && this.#free.length < MAX_FREE) this.#free.push(freed);
    });
  }

  /** A copy of these bytes. */
  copy(source: Buffer): Lease {
    const lease = this.take(source.length);
    source.copy(lease.bytes);
    return lease;
  }
}
