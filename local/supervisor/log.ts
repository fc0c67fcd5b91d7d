import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { statePath } from '../state.ts';

const LIMIT_BYTES = 20 * 1024 * 1024;

/** Where a service's output goes. */
export const logPath = (name: string): string => statePath('logs', `${name}.log`);

/** A log file and the one before it: together never much more than twice the limit. */
export class BoundedLog {
  #path: string;
  #limit: number;
  #file: number;
  #size: number;

  constructor(path: string, limit = LIMIT_BYTES) {
    this.#path = path;
    this.#limit = limit;
    this.#file = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  /** Appends. A full disk must not end the supervisor, so what cannot be written is lost. */
  write(chunk: string | Buffer): void {
    try {
      if (this.#size > this.#limit) this.#rotate();
      this.#size += writeSync(this.#file, Buffer.from(chunk));
    } catch {
      // nowhere to say it
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #rotate(): void {
    closeSync(this.#file);
    if (existsSync(this.#path)) renameSync(this.#path, `${this.#path}.1`);
    this.#file = openSync(this.#path, 'a', 0o600);
    this.#size = 0;
  }
}
