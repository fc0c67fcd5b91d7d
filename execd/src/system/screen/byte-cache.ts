export interface Limits {
  entries: number;
  bytes: number;
}

/** Keeps what was used last, within a bound of entries and of bytes. */
export class ByteCache<Value extends { bytes: Uint8Array }> {
  #limits: Limits;
  #values = new Map<string, Value>();
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#values.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (!value) return undefined;
    // A map keeps the order of insertion: the one used now becomes the last to go.
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** One that is larger than everything that may be kept is not kept at all. */
  set(key: string, value: Value): void {
    this.delete(key);
    if (value.bytes.length > this.#limits.bytes) return;
    this.#values.set(key, value);
    this.#bytes += value.bytes.length;
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limits.entries && this.#bytes <= this.#limits.bytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const value = this.#values.get(key);
    if (!value) return;
    this.#values.delete(key);
    this.#bytes -= value.bytes.length;
  }
}
