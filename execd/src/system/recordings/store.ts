import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recording } from '@cyberdesk/generated/execd/types.gen';
import { readJson, writeAtomic } from '../machine/atomic.ts';

const FILE = /^(rec_[2-7a-z]{34})\.json$/;

/** Recordings on disk: what is known of each, and its MP4 file. */
export class RecordingStore {
  #directory: string;
  #known = new Map<string, Recording>();
  readonly ready: Promise<void>;

  constructor(directory: string) {
    this.#directory = directory;
    this.ready = this.#load();
    // Whoever asks gets the failure; nobody may have asked yet.
    this.ready.catch(() => undefined);
  }

  get directory(): string {
    return this.#directory;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Oldest first: ids sort by time. */
  list(): Recording[] {
    return [...this.#known.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(id: string): Recording | undefined {
    return this.#known.get(id);
  }

  file(id: string): string {
    return join(this.#directory, `${id}.mp4`);
  }

  /** Bytes of the file so far. */
  async bytes(id: string): Promise<number> {
    return stat(this.file(id)).then(
      ({ size }) => size,
      () => 0,
    );
  }

  async put(recording: Recording): Promise<void> {
    this.#known.set(recording.id, recording);
    await writeAtomic(this.#facts(recording.id), JSON.stringify(recording));
  }

  async delete(id: string): Promise<void> {
    this.#known.delete(id);
    await Promise.all([rm(this.#facts(id), { force: true }), rm(this.file(id), { force: true })]);
  }

  #facts(id: string): string {
    return join(this.#directory, `${id}.json`);
  }

  async #load(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#directory)) {
      const id = FILE.exec(name)?.[1];
      const recording = id && (await readJson<Recording>(join(this.#directory, name)));
      if (recording) this.#known.set(recording.id, await this.#asEnded(recording));
    }
    await this.#deleteStrays();
  }

  /** One that ran when execd ended: its file has all but the last second or two. */
  async #asEnded(recording: Recording): Promise<Recording> {
    if (recording.state !== 'recording') return recording;
    const file = await stat(this.file(recording.id)).catch(() => undefined);
    const endedAt = file?.mtime ?? new Date(recording.startedAt);
    const ended: Recording = {
      ...recording,
      state: file && file.size > 0 ? 'finished' : 'failed',
      reason: 'ExecdRestarted',
      sizeBytes: file?.size ?? 0,
      durationMs: Math.max(0, endedAt.getTime() - Date.parse(recording.startedAt)),
      endedAt: endedAt.toISOString(),
    };
    await writeAtomic(this.#facts(recording.id), JSON.stringify(ended));
    return ended;
  }

  /** A film of which nothing is known, such as of a deletion that was cut short. */
  async #deleteStrays(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const known = this.#known.has(name.replace(/\.\w+$/, ''));
      if (!known) await rm(join(this.#directory, name), { force: true, recursive: true });
    }
  }
}
