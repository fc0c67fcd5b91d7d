import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../log.ts';

const MAX_PICTURES = 2000;
/** Who acts a hundred times a second gets some pictures of each second, not a hundred. */
const FRESH_MS = 500;

export interface PicturesOptions {
  /** A small picture of the screen as it is when this is called. */
  takePicture: () => Promise<Uint8Array>;
  log: Logger;
}

/** Small pictures of the screen, shared by all entries of their moment; the oldest go first. */
export class Pictures {
  #directory: string;
  #take: () => Promise<Uint8Array>;
  #names: string[] = [];
  #next = 0;
  #latest: { name: Promise<string | undefined>; takenAt: number } | undefined;
  #ready: Promise<void>;

  #log: Logger;

  constructor(directory: string, { takePicture, log }: PicturesOptions) {
    this.#directory = directory;
    this.#log = log;
    this.#take = takePicture;
    this.#ready = this.#load();
  }

  /**
   * Name of a picture of now, or of a moment ago. The screen is asked at once, before the caller does anything else to
   * it, and encoded and written later; without a screen there is no picture.
   */
  before(): Promise<string | undefined> {
    return this.since(performance.now() - FRESH_MS);
  }

  /** Name of a picture that was taken at this time (of `performance.now`) or later. */
  since(time: number): Promise<string | undefined> {
    if (this.#latest && this.#latest.takenAt >= time) return this.#latest.name;
    const takenAt = performance.now();
    const name = this.#store(this.#take()).catch((error: unknown) => {
      this.#log.debug({ err: error }, 'no picture for the timeline');
      return undefined;
    });
    this.#latest = { name, takenAt };
    return name;
  }

  read(name: string): Promise<Buffer> {
    return readFile(join(this.#directory, name));
  }

  async clear(): Promise<void> {
    await this.#ready;
    this.#names = [];
    this.#latest = undefined;
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
  }

  async #store(taken: Promise<Uint8Array>): Promise<string> {
    const bytes = await taken;
    await this.#ready;
    const name = `${String(this.#next++).padStart(9, '0')}.jpg`;
    await writeFile(join(this.#directory, name), bytes, { mode: 0o600 });
    this.#names.push(name);
    const oldest = this.#names.length > MAX_PICTURES ? this.#names.shift() : undefined;
    if (oldest) await rm(join(this.#directory, oldest), { force: true });
    return name;
  }

  async #load(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    this.#names = (await readdir(this.#directory))
      .filter((name) => name.endsWith('.jpg'))
      .toSorted();
    this.#next = Number.parseInt(this.#names.at(-1) ?? '-1', 10) + 1;
  }
}
