import type {
  RecordingsResource,
  RequestOptions,
  StartRecordingParams,
} from './generated/resources.gen.ts';
import type { Recording } from './generated/types.gen.ts';
import { pages } from './pages.ts';

/** Downloads may take long. */
const LONG_MS = 3_600_000;

/** Recordings of the screen of one desktop: H.264 in MP4 files. */
export class Recordings {
  #recordings: RecordingsResource;
  #desktopId: string;

  constructor(recordings: RecordingsResource, desktopId: string) {
    this.#recordings = recordings;
    this.#desktopId = desktopId;
  }

  /** Starts a recording; it ends with `stop`, or by itself at its bounds. One runs at a time. */
  start(params: StartRecordingParams = {}, options?: RequestOptions): Promise<Recording> {
    return this.#recordings.start(this.#desktopId, params, options);
  }

  /** Ends a recording and closes its file. */
  stop(recordingId: string, options?: RequestOptions): Promise<Recording> {
    return this.#recordings.stop(this.#desktopId, recordingId, options);
  }

  /** Where a recording stands. */
  get(recordingId: string, options?: RequestOptions): Promise<Recording> {
    return this.#recordings.get(this.#desktopId, recordingId, options);
  }

  /** All recordings, oldest first. */
  list(options?: RequestOptions): AsyncIterableIterator<Recording> {
    return pages((cursor) =>
      this.#recordings.list(
        this.#desktopId,
        { limit: 100, ...(cursor ? { cursor } : {}) },
        options,
      ),
    );
  }

  /** The MP4 file of a recording that has ended, as it arrives. */
  async download(
    recordingId: string,
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    const call = { timeoutMs: LONG_MS, ...options };
    const { body } = await this.#recordings.download(this.#desktopId, recordingId, call);
    return body ?? new ReadableStream({ start: (controller) => controller.close() });
  }

  /** Deletes a recording and its file. */
  delete(recordingId: string, options?: RequestOptions): Promise<void> {
    return this.#recordings.delete(this.#desktopId, recordingId, options);
  }
}
