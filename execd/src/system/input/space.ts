import type { CoordinateSpace } from '@cyberdesk/generated/execd/types.gen';
import type { Region, Size } from '../screen/region.ts';
import { whole } from '../screen/region.ts';

export interface Point {
  x: number;
  y: number;
}

/** Coordinates of a caller as pixels of the screen; undefined for each axis that is outside. */
export type ToScreen = (point: Point) => { x: number | undefined; y: number | undefined };

/** What a coordinate space means on this screen. Nothing is moved to an edge: what is outside is undefined. */
export function toScreen(space: CoordinateSpace | undefined, size: Size): ToScreen {
  switch (space?.type) {
    case 'image':
      return fromImage(space, space.region ?? whole(size), size);
    case 'grid':
      return ({ x, y }) => ({
        x: onGrid(x, space.max, size.width),
        y: onGrid(y, space.max, size.height),
      });
    default:
      return ({ x, y }) => ({ x: within(x, size.width), y: within(y, size.height) });
  }
}

/** The middle of an image's pixel, as a pixel of the part of the screen that the image shows. */
function fromImage(image: Size, region: Region, screen: Size): ToScreen {
  const axis = (value: number, side: number, from: number, length: number): number | undefined =>
    within(value, side) === undefined
      ? undefined
      : from + Math.floor(((value + 0.5) * length) / side);
  return ({ x, y }) => ({
    x: within(axis(x, image.width, region.x, region.width), screen.width),
    y: within(axis(y, image.height, region.y, region.height), screen.height),
  });
}

function onGrid(value: number, max: number, length: number): number | undefined {
  if (value < 0 || value > max) return undefined;
  return Math.min(Math.floor((value * length) / max), length - 1);
}

function within(value: number | undefined, limit: number): number | undefined {
  return value !== undefined && value >= 0 && value < limit ? value : undefined;
}

/** How far coordinates may go, in words of the caller. */
export function limitsOf(space: CoordinateSpace | undefined, size: Size): string {
  if (space?.type === 'grid') return `the grid goes from 0 to ${space.max}`;
  if (space?.type === 'image') return `the image is ${space.width}x${space.height}`;
  return `the screen is ${size.width}x${size.height}`;
}
