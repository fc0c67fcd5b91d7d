import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log.ts';
import { writeAtomic } from '../machine/atomic.ts';
import type { KeptEntry } from './entry.ts';

export const MAX_ENTRIES = 10_000;

/** Entries in a file of lines, and in memory for reading; the oldest go first. */
export class Journal {
  #directory: string;
  #log: Logger;
  #entries: KeptEntry[] = [];
  #lines = 0;
  #tail: Promise<unknown>;

  constructor(directory: string, log: Logger) {
    this.#directory = directory;
    this.#log = log;
    this.#tail = this.#load();
  }

  get #file(): string {
    return join(this.#directory, 'entries.jsonl');
  }

  /** All that is kept, oldest first. */
  async entries(): Promise<readonly KeptEntry[]> {
    await this.#tail;
    return this.#entries;
  }

  add(entry: KeptEntry): void {
    void this.#do(async () => {
      this.#entries.push(entry);
      if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
      await appendFile(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      this.#lines += 1;
      // Rewritten once for each file's worth of lines that were added.
      if (this.#lines > 2 * MAX_ENTRIES) await this.#rewrite();
    });
  }

  clear(): Promise<void> {
    return this.#do(async () => {
      this.#entries = [];
      this.#lines = 0;
      await rm(this.#directory, { recursive: true, force: true });
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    });
  }

  async #rewrite(): Promise<void> {
    const lines = this.#entries.map((entry) => `${JSON.stringify(entry)}\n`);
    await writeAtomic(this.#file, lines.join(''));
    this.#lines = lines.length;
  }

  async #load(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    const lines = text.split('\n').slice(0, -1);
    this.#lines = lines.length;
    this.#entries = lines.slice(-MAX_ENTRIES).flatMap(parse);
  }

  /** One write after the other; a disk that is full costs the entry, never the action. */
  #do(act: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(act).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'the timeline could not be written');
    });
    this.#tail = done;
    return done;
  }
}

/** A line that a crash has cut is left out. */
function parse(line: string): KeptEntry[] {
  try {
    return [JSON.parse(line) as KeptEntry];
  } catch {
    return [];
  }
}
