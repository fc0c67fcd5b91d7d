import type {
  CreateStreamParams,
  RequestOptions,
  StreamsResource,
} from './generated/resources.gen.ts';
import type { CreatedStream, Stream } from './generated/types.gen.ts';
import { pages } from './pages.ts';

/** Live-view links of one desktop. */
export class Streams {
  #streams: StreamsResource;
  #desktopId: string;

  constructor(streams: StreamsResource, desktopId: string) {
    this.#streams = streams;
    this.#desktopId = desktopId;
  }

  /** Makes a link. Its token is in this result only. */
  create(params: CreateStreamParams, options?: RequestOptions): Promise<CreatedStream> {
    return this.#streams.create(this.#desktopId, params, options);
  }

  /** All links, newest first. */
  list(options?: RequestOptions): AsyncIterableIterator<Stream> {
    return pages((cursor) =>
      this.#streams.list(this.#desktopId, { limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Revokes a link: it is refused from now on, and open sockets are cut. */
  revoke(streamId: string, options?: RequestOptions): Promise<void> {
    return this.#streams.revoke(this.#desktopId, streamId, options);
  }
}
