import { whole } from './transport.ts';

/** An image file as bytes, with what the server said of it. */
export type Screenshot = Uint8Array<ArrayBuffer> & {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Where the pointer was, in pixels from the top left. */
  readonly pointer: { readonly x: number; readonly y: number };
  /** `image/png`, `image/jpeg` or `image/webp`. */
  readonly contentType: string;
};

/** Reads an image. Its facts are not enumerable: the bytes print and compare as plain bytes. */
export const readScreenshot = async (response: Response): Promise<Screenshot> => {
  const bytes = new Uint8Array(await whole(response, (body) => body.arrayBuffer()));
  const number = (name: string): number => Number(response.headers.get(name) ?? Number.NaN);
  return Object.defineProperties(bytes, {
    width: { value: number('x-image-width') },
    height: { value: number('x-image-height') },
    pointer: { value: { x: number('x-cursor-x'), y: number('x-cursor-y') } },
    contentType: { value: response.headers.get('content-type') ?? '' },
  }) as Screenshot;
};
