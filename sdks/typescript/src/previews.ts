import type {
  CreatePreviewParams,
  PreviewsResource,
  RequestOptions,
  ViewersResource,
} from './generated/resources.gen.ts';
import type { CreatedPreview, Preview, Viewer } from './generated/types.gen.ts';
import { pages } from './pages.ts';

/** Ports of one desktop that are reached from outside, each under a host name of its own. */
export class Previews {
  #previews: PreviewsResource;
  #desktopId: string;

  constructor(previews: PreviewsResource, desktopId: string) {
    this.#previews = previews;
    this.#desktopId = desktopId;
  }

  /** Makes a port reachable; private by default. Its token is in this result only. */
  create(params: CreatePreviewParams, options?: RequestOptions): Promise<CreatedPreview> {
    return this.#previews.create(this.#desktopId, params, options);
  }

  /** All previews, newest first. */
  list(options?: RequestOptions): AsyncIterableIterator<Preview> {
    return pages((cursor) =>
      this.#previews.list(this.#desktopId, { limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Revokes a preview: it is refused from now on, and open connections are closed. */
  revoke(previewId: string, options?: RequestOptions): Promise<void> {
    return this.#previews.revoke(this.#desktopId, previewId, options);
  }
}

/** Who watches the screen of one desktop now. */
export class Viewers {
  #viewers: ViewersResource;
  #desktopId: string;

  constructor(viewers: ViewersResource, desktopId: string) {
    this.#viewers = viewers;
    this.#desktopId = desktopId;
  }

  /** All viewers. */
  list(options?: RequestOptions): AsyncIterableIterator<Viewer> {
    return pages((cursor) =>
      this.#viewers.list(this.#desktopId, { limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Closes the connection of a viewer. Its link goes on working: revoke the stream to shut it out. */
  disconnect(viewerId: string, options?: RequestOptions): Promise<void> {
    return this.#viewers.disconnect(this.#desktopId, viewerId, options);
  }
}
