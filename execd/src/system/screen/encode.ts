import sharp from 'sharp';
import type { Region, Size } from './region.ts';

export type ImageFormat = 'png' | 'jpeg' | 'webp';

/** Pixels to encode: three bytes each, red, green, blue. */
export interface Pixels extends Size {
  rgb: Buffer;
}
export interface Encoding {
  /** What of the pixels is shown. */
  region: Region;
  /** Size of the image. */
  out: Size;
  format: ImageFormat;
  quality: number;
}

// A desktop rarely asks for the same pixels twice: libvips' cache would only hold memory.
sharp.cache(false);
// One image takes one core; input and everything else have the other one.
sharp.concurrency(1);

/**
 * Encodes beside the main thread. Speed first: PNG level 1 costs a third of level 6, and JPEG with the usual tables is
 * 2 % larger than with its own and takes less than half the time.
 */
export async function encode(pixels: Pixels, { region, out, ...how }: Encoding): Promise<Buffer> {
  const raw = { width: pixels.width, height: pixels.height, channels: 3 as const };
  let image = sharp(pixels.rgb, { raw });
  const { x: left, y: top, width, height } = region;
  if (width < pixels.width || height < pixels.height) {
    image = image.extract({ left, top, width, height });
  }
  if (out.width !== width || out.height !== height) {
    image = image.resize(out.width, out.height, { fit: 'fill' });
  }
  if (how.format === 'jpeg') {
    return image.jpeg({ quality: how.quality, optimiseCoding: false }).toBuffer();
  }
  if (how.format === 'webp') return image.webp({ quality: how.quality, effort: 0 }).toBuffer();
  return image.png({ compressionLevel: 1 }).toBuffer();
}
