import { CyberdeskError } from './errors.ts';
import type {
  ObserveScreenParams,
  RequestOptions,
  ScreenResource,
  TakeScreenshotParams,
} from './generated/resources.gen.ts';
import type { Observation, ScreenRegion } from './generated/types.gen.ts';
import { whole } from './transport.ts';

/** An image file as bytes, with what the server said of it. */
export type Screenshot = Uint8Array<ArrayBuffer> & {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Pixels of the image for one pixel of the screen. */
  readonly scale: number;
  /** Where the pointer was, in pixels of the screen from the top left. */
  readonly pointer: { readonly x: number; readonly y: number };
  /** `image/png`, `image/jpeg` or `image/webp`. */
  readonly contentType: string;
  /** Changes when the image does. */
  readonly etag: string;
  /** Writes the image into a file, where there are files. */
  save(path: string): Promise<void>;
};

/** What a screenshot takes. */
export type ScreenshotParams = TakeScreenshotParams & {
  /** Only this part of the screen, instead of `x`, `y`, `width` and `height`. */
  region?: ScreenRegion;
};

/** What an agent needs for its next step, with the image as bytes. */
export type SeenScreen = Observation & {
  /** The image file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** So many forms of screenshots are remembered: each may be some megabytes. */
const REMEMBERED = 4;

/** Pictures of one desktop. One that has not changed since it was last asked for is not sent again. */
export class Screen {
  #screen: ScreenResource;
  #desktopId: string;
  #known = new Map<string, Screenshot>();
  #seen: string | undefined;

  constructor(screen: ScreenResource, desktopId: string) {
    this.#screen = screen;
    this.#desktopId = desktopId;
  }

  /** Takes a picture. */
  async shoot(
    { region, ...params }: ScreenshotParams,
    options: RequestOptions = {},
  ): Promise<Screenshot> {
    const query = { ...params, ...region };
    const key = JSON.stringify(Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const known = this.#known.get(key);
    const headers = { ...(known ? { 'If-None-Match': known.etag } : {}), ...options.headers };
    const call = { ...options, headers };
    const response = await this.#screen.screenshot(this.#desktopId, query, call);
    const shot = await readScreenshot(response, known);
    // A tag of the caller's own may be that of an image that is not known here.
    this.#known.delete(key);
    if (shot.etag !== '') this.#known.set(key, readCopy(shot));
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    return shot;
  }

  /** Sees everything at once; what changed is counted from the last look, unless `since` says otherwise. */
  async observe(params: ObserveScreenParams, options?: RequestOptions): Promise<SeenScreen> {
    const query = { ...(this.#seen === undefined ? {} : { since: this.#seen }), ...params };
    const seen = await this.#screen.observe(this.#desktopId, query, options);
    this.#seen = seen.etag;
    // Decoded when it is asked for: a model takes the base64 as it is.
    return Object.defineProperty(seen, 'bytes', { get: () => decode(seen) }) as SeenScreen;
  }
}

const decode = ({ image }: Observation): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(image.data ?? ''), (char) => char.charCodeAt(0));

/** Reads an image; a 304 stands for the one that is known, with the pointer where it is now. */
const readScreenshot = async (
  response: Response,
  known: Screenshot | undefined,
): Promise<Screenshot> => {
  const number = (name: string): number => Number(response.headers.get(name) ?? Number.NaN);
  const pointer = { x: number('x-cursor-x'), y: number('x-cursor-y') };
  if (response.status === 304) {
    if (known) return readCopy(known, pointer);
    throw new CyberdeskError('The screenshot is the one whose ETag you sent: there are no bytes.');
  }
  return shotOf(new Uint8Array(await whole(response, (body) => body.arrayBuffer())), {
    width: number('x-image-width'),
    height: number('x-image-height'),
    scale: number('x-image-scale'),
    pointer,
    contentType: response.headers.get('content-type') ?? '',
    etag: response.headers.get('etag') ?? '',
  });
};

type Facts = Pick<Screenshot, 'width' | 'height' | 'scale' | 'pointer' | 'contentType' | 'etag'>;

/** Bytes of its own: whoever writes into an image changes nobody else's. */
const readCopy = (shot: Screenshot, pointer = shot.pointer): Screenshot => {
  const { width, height, scale, contentType, etag } = shot;
  return shotOf(new Uint8Array(shot), { width, height, scale, pointer, contentType, etag });
};

/** The facts are not enumerable: the bytes print and compare as plain bytes. */
const shotOf = (bytes: Uint8Array<ArrayBuffer>, facts: Facts): Screenshot => {
  const members = Object.entries({ ...facts, save: (path: string) => save(path, bytes) });
  const properties = members.map(([name, value]) => [name, { value }] as const);
  return Object.defineProperties(bytes, Object.fromEntries(properties)) as Screenshot;
};

/** Asked of the runtime itself: an import of files would stop bundlers that build for browsers. */
const save = async (path: string, bytes: Uint8Array): Promise<void> => {
  const runtime = (globalThis as { process?: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> })
    .process;
  const files = runtime?.getBuiltinModule?.('node:fs/promises');
  if (files) return files.writeFile(path, bytes);
  throw new CyberdeskError(
    'There are no files to write to here. The screenshot is its bytes: write them yourself; Node can from 20.16 on.',
  );
};
