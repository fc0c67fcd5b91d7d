import { Fault } from '../fault.ts';

/** Lets few run at a time, the others wait in order; more than `waiting` are refused. */
export class Gate {
  #free: number;
  #maxWaiting: number;
  #queue: (() => void)[] = [];

  constructor(limits: { running: number; waiting: number }) {
    this.#free = limits.running;
    this.#maxWaiting = limits.waiting;
  }

  async run<T>(act: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await act();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free++;
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    if (this.#queue.length >= this.#maxWaiting) {
      throw new Fault('unavailable', `${this.#maxWaiting} images already wait. Try again later.`);
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }
}
