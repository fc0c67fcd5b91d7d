import { silenceGuard } from './silence.ts';
import type {
  BinaryBody,
  CreateFileLinkParams,
  FilesResource,
  RequestOptions,
  SearchFilesParams,
} from './generated/resources.gen.ts';
import type {
  FileEvent,
  FileInfo,
  FileLink,
  FileSearchResult,
  UnpackedArchive,
} from './generated/types.gen.ts';
import { LocalFiles } from './local-files.ts';
import { pages } from './pages.ts';
import { whole } from './transport.ts';

/** Uploads and downloads may take long. */
const LONG_MS = 3_600_000;

/** Which bytes of a file: all of them, or `length` from `offset` on. */
export type ReadOptions = RequestOptions & { offset?: number; length?: number };

/** How a file is written. */
export type WriteOptions = RequestOptions & {
  /** Octal, such as `0755`. */
  mode?: string;
  /** Only when the file still has this `etag`, else APIError with code `preconditionFailed`. */
  ifMatch?: string;
  /** Only when there is no file yet. */
  ifAbsent?: boolean;
};

/** What moves and copies take. */
export type TransferOptions = RequestOptions & { overwrite?: boolean };

/** What is searched below a directory. */
export type SearchOptions = RequestOptions & Omit<SearchFilesParams, 'path'>;

/** Files of one desktop. Paths are absolute. */
export class Files {
  #files: FilesResource;
  #desktopId: string;
  #local = new LocalFiles(this);

  constructor(files: FilesResource, desktopId: string) {
    this.#files = files;
    this.#desktopId = desktopId;
  }

  /** The content of a file, or a part of it. For large files use `stream`. */
  async read(path: string, options?: ReadOptions): Promise<Uint8Array> {
    const response = await this.#open(path, options);
    return new Uint8Array(await whole(response, (body) => body.arrayBuffer()));
  }

  /** The content of a file as UTF-8 text. */
  async readText(path: string, options?: ReadOptions): Promise<string> {
    return whole(await this.#open(path, options), (body) => body.text());
  }

  /** The content of a file, or a part of it, as it arrives. */
  async stream(path: string, options?: ReadOptions): Promise<ReadableStream<Uint8Array>> {
    return bodyOf(await this.#open(path, options));
  }

  #open(path: string, { offset, length, ...options }: ReadOptions = {}): Promise<Response> {
    const call = { timeoutMs: LONG_MS, ...options };
    if (offset !== undefined || length !== undefined) {
      const start = offset ?? 0;
      const end = length === undefined ? '' : start + length - 1;
      call.headers = { ...call.headers, range: `bytes=${start}-${end}` };
    }
    return this.#files.read(this.#desktopId, { path }, call);
  }

  /**
   * Writes a whole file; the old content stays until all bytes have arrived. A stream is sent as it is read and, being
   * used up, never repeated; a stream of Node becomes one by `Readable.toWeb`.
   */
  write(path: string, content: BinaryBody, options: WriteOptions = {}): Promise<FileInfo> {
    const { mode, ifMatch, ifAbsent, ...rest } = options;
    const params = { path, ...(mode === undefined ? {} : { mode }) };
    const headers = {
      ...rest.headers,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(ifAbsent ? { 'if-none-match': '*' } : {}),
    };
    const call = { timeoutMs: LONG_MS, ...rest, headers };
    return this.#files.write(this.#desktopId, content, params, call);
  }

  /** Appends up to 64 MiB to a file, all or nothing; a file that is not there is created. */
  append(path: string, content: BinaryBody, options?: RequestOptions): Promise<FileInfo> {
    return this.#files.append(
      this.#desktopId,
      content,
      { path },
      { timeoutMs: LONG_MS, ...options },
    );
  }

  /** Size, type, permissions and times of a path. A link is not followed. */
  stat(path: string, options?: RequestOptions): Promise<FileInfo> {
    return this.#files.stat(this.#desktopId, { path }, options);
  }

  /** The entries of a directory, sorted by path; with `depth` also what its directories hold. */
  list(
    path: string,
    { depth, ...options }: RequestOptions & { depth?: number } = {},
  ): AsyncIterableIterator<FileInfo> {
    const params = { path, limit: 100, ...(depth === undefined ? {} : { depth }) };
    return pages((cursor) =>
      this.#files.list(this.#desktopId, { ...params, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Deletes a file or link, or a directory: one that is not empty only with `recursive`. */
  delete(
    path: string,
    { recursive = false, ...options }: RequestOptions & { recursive?: boolean } = {},
  ): Promise<void> {
    return this.#files.delete(this.#desktopId, { path, recursive }, options);
  }

  /** Creates a directory and the parents that it needs; one that is there already is no problem. */
  createDirectory(
    path: string,
    { mode, ...options }: RequestOptions & { mode?: string } = {},
  ): Promise<FileInfo> {
    const params = { path, ...(mode === undefined ? {} : { mode }) };
    return this.#files.createDirectory(this.#desktopId, params, options);
  }

  /** Moves or renames; replaces a file only with `overwrite`, a directory never. */
  move(from: string, to: string, options: TransferOptions = {}): Promise<FileInfo> {
    const { overwrite = false, ...call } = options;
    const params = { from, to, overwrite };
    return this.#files.move(this.#desktopId, params, { timeoutMs: LONG_MS, ...call });
  }

  /** Copies a file, link or directory with everything in it. */
  copy(from: string, to: string, options: TransferOptions = {}): Promise<FileInfo> {
    const { overwrite = false, ...call } = options;
    const params = { from, to, overwrite };
    return this.#files.copy(this.#desktopId, params, { timeoutMs: LONG_MS, ...call });
  }

  /** Searches contents (`content`, with `regex` an RE2 expression), names (`glob`), or both below a directory. */
  search(path: string, options: SearchOptions): Promise<FileSearchResult> {
    const { content, regex, ignoreCase, glob, limit, ...call } = options;
    const params = { path, content, regex, ignoreCase, glob, limit };
    return this.#files.search(this.#desktopId, params as SearchFilesParams, call);
  }

  /**
   * What happens below a directory: first `ready`, then every `change`. After `gap` changes were lost and the stream
   * ends: list the directory again. Leaving the loop closes the connection.
   */
  async *watch(
    path: string,
    { recursive = false, ...options }: RequestOptions & { recursive?: boolean } = {},
  ): AsyncGenerator<FileEvent, void> {
    const guard = silenceGuard(options.signal);
    try {
      const call = { ...options, signal: guard.signal, onAlive: guard.alive };
      const events = await this.#files.watch(this.#desktopId, { path, recursive }, call);
      for await (const { data } of events) yield JSON.parse(data) as FileEvent;
    } finally {
      guard.stop();
    }
  }

  /** A directory's content, or one file, as a gzipped tar archive. */
  async downloadArchive(
    path: string,
    options?: RequestOptions,
  ): Promise<ReadableStream<Uint8Array>> {
    const call = { timeoutMs: LONG_MS, ...options };
    return bodyOf(await this.#files.downloadArchive(this.#desktopId, { path }, call));
  }

  /** Unpacks a gzipped tar archive into a directory that exists. */
  uploadArchive(
    path: string,
    content: BinaryBody,
    options?: RequestOptions,
  ): Promise<UnpackedArchive> {
    const call = { timeoutMs: LONG_MS, ...options };
    return this.#files.uploadArchive(this.#desktopId, content, { path }, call);
  }

  /** Signs a URL that reads (`GET`) or writes (`PUT`) one file, for whoever has no key. */
  createLink(
    path: string,
    { method, expiresInSeconds, ...options }: RequestOptions & Omit<CreateFileLinkParams, 'path'>,
  ): Promise<FileLink> {
    const params = { path, method, expiresInSeconds } as CreateFileLinkParams;
    return this.#files.createLink(this.#desktopId, params, options);
  }

  /** Sends a file of this computer as it is read. Node.js only, as the three below. */
  upload(localPath: string, path: string, options?: WriteOptions): Promise<FileInfo> {
    return this.#local.upload(localPath, path, options);
  }

  /** Fetches a file onto this computer; what is there is replaced only when all bytes have arrived. */
  download(path: string, localPath: string, options?: ReadOptions): Promise<void> {
    return this.#local.download(path, localPath, options);
  }

  /** Sends what a directory of this computer holds into one of the desktop, which is created. Needs `tar`. */
  uploadDirectory(
    localPath: string,
    path: string,
    options?: RequestOptions,
  ): Promise<UnpackedArchive> {
    return this.#local.uploadDirectory(localPath, path, options);
  }

  /** Fetches what a directory of the desktop holds into one of this computer, which is created. Needs `tar`. */
  downloadDirectory(path: string, localPath: string, options?: RequestOptions): Promise<void> {
    return this.#local.downloadDirectory(path, localPath, options);
  }
}

const bodyOf = ({ body }: Response): ReadableStream<Uint8Array> =>
  body ?? new ReadableStream({ start: (controller) => controller.close() });
