import type {
  GetTimelineThumbnailParams,
  RequestOptions,
  TimelineResource,
} from './generated/resources.gen.ts';
import type { TimelineEntry } from './generated/types.gen.ts';
import { pages } from './pages.ts';
import { whole } from './transport.ts';

/** Downloads may take long. */
const LONG_MS = 3_600_000;

/** What was done in one desktop, by whom. */
export class Timeline {
  #timeline: TimelineResource;
  #desktopId: string;

  constructor(timeline: TimelineResource, desktopId: string) {
    this.#timeline = timeline;
    this.#desktopId = desktopId;
  }

  /** All entries, newest first. */
  list(options?: RequestOptions): AsyncIterableIterator<TimelineEntry> {
    return pages((cursor) =>
      this.#timeline.list(this.#desktopId, { limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** The picture of the screen before or after an entry, 320 pixels wide. The last 1,000 entries have one. */
  async thumbnail(
    entryId: string,
    params: GetTimelineThumbnailParams = {},
    options?: RequestOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#timeline.thumbnail(this.#desktopId, entryId, params, options);
    return new Uint8Array(await whole(response, (body) => body.arrayBuffer()));
  }

  /** All of it as a gzipped tar archive, as it arrives: `timeline.jsonl`, oldest first, and the pictures. */
  async export(options?: RequestOptions): Promise<ReadableStream<Uint8Array>> {
    const call = { timeoutMs: LONG_MS, ...options };
    const { body } = await this.#timeline.export(this.#desktopId, call);
    return body ?? new ReadableStream({ start: (controller) => controller.close() });
  }
}
