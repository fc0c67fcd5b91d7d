import type { Logger } from '../log.ts';
import { runTool } from './tool.ts';

/** A difference that the calls of a running system may show anyway. */
const TOLERANCE_MS = 500;

/** The machine's clock, which is wrong after a clone until somebody trusted tells the time. */
export class Clock {
  readonly #maySet: boolean;
  readonly #log: Logger;
  /** The latest time that a trusted token proved, in milliseconds. */
  #floor = 0;

  constructor(options: { maySet: boolean; log: Logger }) {
    this.#maySet = options.maySet;
    this.#log = options.log;
  }

  /** Now, at least what was proved. */
  now(): number {
    return Math.max(Date.now(), this.#floor);
  }

  /** A trusted token was issued at this time, so it is now or later: known, but not yet told to the system. */
  prove(time: number): void {
    this.#floor = Math.max(this.#floor, time);
  }

  /** Like `prove`, and sets the system's clock when it is behind. Never turns it back. */
  async atLeast(time: number): Promise<void> {
    this.prove(time);
    if (time - Date.now() > TOLERANCE_MS) await this.#set(time);
  }

  /** The wall clock is this, forward or back: said by whoever binds the machine. */
  async set(time: number): Promise<void> {
    if (Math.abs(time - Date.now()) > TOLERANCE_MS) await this.#set(time);
  }

  async #set(time: number): Promise<void> {
    if (!this.#maySet) return;
    const byMs = time - Date.now();
    await runTool('date', ['--utc', `--set=@${(time / 1000).toFixed(3)}`]).then(
      () => this.#log.info({ byMs }, 'set the clock'),
      (error: unknown) => this.#log.warn({ err: error }, 'could not set the clock'),
    );
  }
}
