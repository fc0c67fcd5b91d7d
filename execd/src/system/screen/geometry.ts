import { Fault } from '../fault.ts';
import { intersect, whole } from './region.ts';
import type { Region, Size } from './region.ts';

/** The largest image that is wanted. */
export interface Fit {
  maxLongEdge?: number | undefined;
  maxPixels?: number | undefined;
}

/** How much a region is enlarged at most. */
const MAX_ZOOM = 8;

/** The region itself when it lies on the screen as a whole, all of the screen when there is none. */
export function regionOn(screen: Size, region: Region | undefined): Region {
  if (!region) return whole(screen);
  const inside = intersect(region, whole(screen));
  if (inside?.width === region.width && inside.height === region.height) return region;
  const { x, y, width, height } = region;
  const ends = `${x + width},${y + height}`;
  throw new Fault(
    'coordinatesOffScreen',
    `The region from ${x},${y} to ${ends} is not on the screen of ${screen.width}x${screen.height}.`,
  );
}

/** Size of an image that shows the region and keeps to `fit`; never larger than the region. */
export function fitted({ width, height }: Size, { maxLongEdge, maxPixels }: Fit = {}): Size {
  const scale = Math.min(
    1,
    (maxLongEdge ?? Infinity) / Math.max(width, height),
    Math.sqrt((maxPixels ?? Infinity) / (width * height)),
  );
  return scaled({ width, height }, scale);
}

/** Size of an image whose longest side is `longEdge`: smaller, or larger by 8 times at most. */
export function zoomed({ width, height }: Size, longEdge: number): Size {
  return scaled({ width, height }, Math.min(MAX_ZOOM, longEdge / Math.max(width, height)));
}

/** Rounded down, so that a bound holds; the addend keeps 0.999… of a float from costing a pixel. */
function scaled({ width, height }: Size, scale: number): Size {
  const side = (pixels: number) => Math.max(1, Math.floor(pixels * scale + 1e-6));
  return { width: side(width), height: side(height) };
}
