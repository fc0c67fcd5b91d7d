import { setTimeout as delay } from 'node:timers/promises';
import type { Camera } from './camera.ts';
import type { Encoder } from './encoder.ts';

export type Reason =
  | 'Stopped'
  | 'DurationReached'
  | 'SizeReached'
  | 'DiskFull'
  | 'EncoderFailed'
  | 'ExecdRestarted';

export interface RecorderOptions {
  camera: Camera;
  encoder: Encoder;
  framesPerSecond: number;
  maxDurationMs: number;
  maxBytes: number;
  /** Bytes of the file so far. */
  bytes(): Promise<number>;
  /** Free bytes of its disk. */
  freeBytes(): Promise<number>;
}

/** So much of the disk stays free for the desktop itself. */
export const KEEP_FREE_BYTES = 512 * 1024 * 1024;
/** A still screen is written again so often: the file then has its length, and a crash loses little. */
const STILL_MS = 1000;
const CHECK_MS = 500;

/** One recording while it runs: a frame when the screen has changed, never more than the asked rate. */
export class Recorder {
  #options: RecorderOptions;
  #stop = new AbortController();
  #reason: Reason | undefined;
  #startedAt: number | undefined;
  #begun = Promise.withResolvers<void>();
  /** Why it ended. */
  readonly ended: Promise<Reason>;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.ended = this.#run();
  }

  /** Resolves when the first frame is in the film, or it has ended without one: an encoder takes time to start. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  get durationMs(): number {
    return this.#startedAt === undefined ? 0 : Math.round(performance.now() - this.#startedAt);
  }

  stop(reason: Reason): Promise<Reason> {
    this.#end(reason);
    return this.ended;
  }

  #end(reason: Reason): void {
    this.#reason ??= reason;
    this.#stop.abort();
  }

  async #run(): Promise<Reason> {
    const { encoder, maxBytes, bytes } = this.#options;
    void encoder.ended.then(async (code) => {
      // It ends by itself at its limit of bytes, and when it fails.
      const isFull = code === 0 && (await bytes()) > maxBytes * 0.9;
      this.#end(isFull ? 'SizeReached' : 'EncoderFailed');
    });
    await Promise.all([this.#film(), this.#watch()]);
    this.#begun.resolve();
    await encoder.end();
    return this.#reason ?? 'Stopped';
  }

  async #film(): Promise<void> {
    const { framesPerSecond } = this.#options;
    const { signal } = this.#stop;
    let last = await this.#frame(undefined, 0);
    this.#startedAt = performance.now();
    this.#begun.resolve();
    while (!signal.aborted) {
      const began = performance.now();
      last = await this.#frame(last, STILL_MS);
      const left = 1000 / framesPerSecond - (performance.now() - began);
      await delay(Math.max(1, left), undefined, { signal }).catch(() => undefined);
    }
    await this.#frame(last, 0);
  }

  /** A screen that is restarting is filmed again when it is back. */
  async #frame(
    last: { rgb: Buffer; at: number } | undefined,
    stillMs: number,
  ): Promise<{ rgb: Buffer; at: number } | undefined> {
    const { camera, encoder } = this.#options;
    const rgb = await camera.take().catch(() => last?.rgb);
    const now = performance.now();
    if (!rgb || (last?.rgb === rgb && now - last.at < stillMs)) return last;
    await encoder.write(rgb);
    return { rgb, at: now };
  }

  async #watch(): Promise<void> {
    const { maxDurationMs, maxBytes, bytes, freeBytes } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const left = maxDurationMs - this.durationMs;
      if (left <= 0) return this.#end('DurationReached');
      if ((await bytes()) >= maxBytes) return this.#end('SizeReached');
      if ((await freeBytes()) < KEEP_FREE_BYTES) return this.#end('DiskFull');
      await delay(Math.min(CHECK_MS, left), undefined, { signal }).catch(() => undefined);
    }
  }
}
