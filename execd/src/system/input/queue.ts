import { Fault } from '../fault.ts';

/** Lets one caller act at a time, in the order of arrival; a caller that goes away gives up its place. */
export class TurnQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async run<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#limit) {
      const detail = `${this.#limit} batches already wait for this desktop's input. Try again later.`;
      throw new Fault('unavailable', detail);
    }
    this.#waiting++;
    const turn = this.#tail.then(() => {
      this.#waiting--;
      signal.throwIfAborted();
      return act();
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
