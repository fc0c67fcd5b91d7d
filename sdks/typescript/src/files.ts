import type { BinaryBody, FilesResource, RequestOptions } from './generated/resources.gen.ts';
import type { FileInfo } from './generated/types.gen.ts';
import { pages } from './pages.ts';
import { whole } from './transport.ts';

/** Uploads and downloads may take long. */
const LONG_MS = 3_600_000;

/** Files of one desktop. Paths are absolute. */
export class Files {
  #files: FilesResource;
  #desktopId: string;

  constructor(files: FilesResource, desktopId: string) {
    this.#files = files;
    this.#desktopId = desktopId;
  }

  /** The whole content of a file. For large files use `stream`. */
  async read(path: string, options?: RequestOptions): Promise<Uint8Array> {
    const response = await this.#open(path, options);
    return new Uint8Array(await whole(response, (body) => body.arrayBuffer()));
  }

  /** The content of a file as UTF-8 text. */
  async readText(path: string, options?: RequestOptions): Promise<string> {
    return whole(await this.#open(path, options), (body) => body.text());
  }

  /** The content of a file as it arrives. */
  async stream(path: string, options?: RequestOptions): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#open(path, options);
    return body ?? new ReadableStream({ start: (controller) => controller.close() });
  }

  #open(path: string, options?: RequestOptions): Promise<Response> {
    return this.#files.read(this.#desktopId, { path }, { timeoutMs: LONG_MS, ...options });
  }

  /**
   * Writes a whole file; the old content stays until all bytes have arrived. `mode` is octal, such as `0755`. A stream
   * is sent as it is read and, being used up, never repeated; a stream of Node becomes one by `Readable.toWeb`.
   */
  write(
    path: string,
    content: BinaryBody,
    options: RequestOptions & { mode?: string } = {},
  ): Promise<FileInfo> {
    const { mode, ...rest } = options;
    const params = { path, ...(mode === undefined ? {} : { mode }) };
    return this.#files.write(this.#desktopId, content, params, { timeoutMs: LONG_MS, ...rest });
  }

  /** Size, type, permissions and times of a path. A link is not followed. */
  stat(path: string, options?: RequestOptions): Promise<FileInfo> {
    return this.#files.stat(this.#desktopId, { path }, options);
  }

  /** The entries of a directory, sorted by name. */
  list(path: string, options?: RequestOptions): AsyncIterableIterator<FileInfo> {
    return pages((cursor) =>
      this.#files.list(
        this.#desktopId,
        { path, limit: 100, ...(cursor ? { cursor } : {}) },
        options,
      ),
    );
  }
}
