import { statfs } from 'node:fs/promises';
import type { Recording } from '@cyberdesk/generated/execd/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { pageOf } from '../pages.ts';
import type { PageOf, PageWish } from '../pages.ts';
import type { Frames } from '../screen/frames.ts';
import type { Size } from '../screen/region.ts';
import { Camera } from './camera.ts';
import { Encoder } from './encoder.ts';
import { KEEP_FREE_BYTES, Recorder } from './recorder.ts';
import type { Reason } from './recorder.ts';
import { RecordingStore } from './store.ts';

export interface RecordingsOptions {
  directory: string;
  screen: { frames: Pick<Frames, 'view'> };
  log: Logger;
  /** The encoder; a test has another one. */
  program?: string;
  /** Free bytes of the disk. */
  freeBytes?: () => Promise<number>;
}
export interface RecordingWish {
  name?: string;
  framesPerSecond: number;
  maxDurationSeconds: number;
  maxBytes: number;
}

type Limits = Pick<RecordingWish, 'maxDurationSeconds' | 'maxBytes'>;

const MAX_KEPT = 100;

interface Running {
  recording: Recording;
  recorder: Recorder;
  /** The recording as it ended. */
  ended: Promise<Recording>;
}

/** Films of the screen. One is made at a time; 100 are kept. */
export class Recordings {
  #options: RecordingsOptions;
  #store: RecordingStore;
  #running: Running | undefined;
  #starting = false;

  constructor(options: RecordingsOptions) {
    this.#options = options;
    this.#store = new RecordingStore(options.directory);
  }

  async start(wish: RecordingWish): Promise<Recording> {
    await this.#store.ready;
    if (this.#running || this.#starting) throw inProgress('Another recording runs. Stop it first.');
    this.#starting = true;
    try {
      await this.#refuseFull();
      return await this.#begin(wish);
    } finally {
      this.#starting = false;
    }
  }

  async list(wish: PageWish): Promise<PageOf<Recording>> {
    await this.#store.ready;
    const page = pageOf(this.#store.list(), wish, ({ id }) => id);
    return { ...page, items: await Promise.all(page.items.map((one) => this.#describe(one))) };
  }

  async get(id: string): Promise<Recording> {
    return this.#describe(await this.#find(id));
  }

  /** Returns when the file is closed. */
  async stop(id: string): Promise<Recording> {
    const recording = await this.#find(id);
    const running = this.#running;
    if (running?.recording.id !== id) return recording;
    await running.recorder.stop('Stopped');
    return running.ended;
  }

  /** The file of a recording that has ended. */
  async file(id: string): Promise<string> {
    const { state } = await this.#find(id);
    if (state === 'recording') throw inProgress('It still runs. Stop it, or wait for its end.');
    return this.#store.file(id);
  }

  async delete(id: string): Promise<void> {
    await this.stop(id);
    await this.#store.delete(id);
  }

  /** Ends what runs: execd is going away. */
  async close(): Promise<void> {
    const running = this.#running;
    await running?.recorder.stop('ExecdRestarted');
    await running?.ended;
  }

  /** What was filmed on another's desktop is not the next one's to see. */
  async clear(): Promise<void> {
    await this.#store.ready;
    for (const { id } of this.#store.list()) await this.delete(id);
  }

  async #begin({ name, ...wish }: RecordingWish): Promise<Recording> {
    const { screen, program = 'ffmpeg' } = this.#options;
    const size = await sizeOf(screen.frames);
    const id = newId('rec');
    const { framesPerSecond, maxBytes } = wish;
    const file = this.#store.file(id);
    const encoder = await Encoder.start({ program, file, size, framesPerSecond, maxBytes });
    const recording: Recording = {
      id,
      ...(name === undefined ? {} : { name }),
      state: 'recording',
      framesPerSecond,
      width: even(size.width),
      height: even(size.height),
      sizeBytes: 0,
      durationMs: 0,
      startedAt: new Date().toISOString(),
    };
    // Written down before it can end.
    await this.#store.put(recording).catch(async (error: unknown) => {
      await encoder.end();
      await this.#store.delete(id);
      throw error;
    });
    this.#running = this.#film(recording, { encoder, size, wish });
    await this.#running.recorder.begun;
    return recording;
  }

  #film(
    recording: Recording,
    { encoder, size, wish }: { encoder: Encoder; size: Size; wish: Limits },
  ): Running {
    const { id, framesPerSecond } = recording;
    const recorder = new Recorder({
      camera: new Camera(this.#options.screen.frames, size),
      encoder,
      framesPerSecond,
      maxBytes: wish.maxBytes,
      maxDurationMs: wish.maxDurationSeconds * 1000,
      bytes: () => this.#store.bytes(id),
      freeBytes: () => this.#freeBytes(),
    });
    const ended = recorder.ended.then((reason) =>
      this.#finish(recording, { recorder, encoder, reason }),
    );
    return { recording, recorder, ended };
  }

  async #finish(
    recording: Recording,
    { recorder, encoder, reason }: { recorder: Recorder; encoder: Encoder; reason: Reason },
  ): Promise<Recording> {
    const { durationMs } = recorder;
    const sizeBytes = await this.#store.bytes(recording.id);
    const hasFailed = reason === 'EncoderFailed';
    if (hasFailed) {
      this.#options.log.warn({ errors: encoder.errors }, 'the encoder of a recording failed');
    }
    const ended: Recording = {
      ...recording,
      state: hasFailed ? 'failed' : 'finished',
      reason,
      sizeBytes,
      durationMs,
      endedAt: new Date().toISOString(),
    };
    this.#running = undefined;
    await this.#store.put(ended).catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'could not write down the end of a recording');
    });
    return ended;
  }

  async #describe(recording: Recording): Promise<Recording> {
    const running = this.#running;
    if (running?.recording.id !== recording.id) return recording;
    const sizeBytes = await this.#store.bytes(recording.id);
    return { ...recording, sizeBytes, durationMs: running.recorder.durationMs };
  }

  async #find(id: string): Promise<Recording> {
    await this.#store.ready;
    const recording = this.#store.get(id);
    if (recording) return recording;
    const detail = `There is no recording ${id}. List the recordings to see which there are.`;
    throw new Fault('recordingNotFound', detail);
  }

  async #freeBytes(): Promise<number> {
    if (this.#options.freeBytes) return this.#options.freeBytes();
    const { bavail, bsize } = await statfs(this.#options.directory);
    return bavail * bsize;
  }

  async #refuseFull(): Promise<void> {
    if (this.#store.size >= MAX_KEPT) {
      const detail = `${MAX_KEPT} recordings are kept. Delete one first.`;
      throw new Fault('unprocessable', detail);
    }
    const free = await this.#freeBytes();
    if (free >= KEEP_FREE_BYTES) return;
    const detail = `A recording needs ${KEEP_FREE_BYTES} free bytes, ${free} are. Delete something first.`;
    throw new Fault('storageFull', detail);
  }
}

async function sizeOf(frames: Pick<Frames, 'view'>): Promise<Size> {
  using view = await frames.view(false);
  return { width: view.frame.width, height: view.frame.height };
}

/** H.264 has even sides: an odd one gets a black line. */
const even = (pixels: number): number => pixels + (pixels % 2);

const inProgress = (detail: string): Fault => new Fault('recordingInProgress', detail);
