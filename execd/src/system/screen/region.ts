/** A rectangle of the screen, in pixels from the top left. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Size {
  width: number;
  height: number;
}

/** As many rectangles as a list of changes has at most. */
export const MAX_REGIONS = 64;
/** Two rectangles become one when that adds at most a quarter of area. */
const WASTE = 1.25;
/** More than this many are sorted into cells first: joining looks at pairs. */
const MAX_PAIRED = 256;
const CELLS = 8;

export const area = ({ width, height }: Size): number => width * height;

export const whole = ({ width, height }: Size): Region => ({ x: 0, y: 0, width, height });

export function intersect(a: Region, b: Region): Region | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** True when one of them lies, at least in part, in the region; without a region every one does. */
export function touches(regions: readonly Region[], region: Region | undefined): boolean {
  if (!region) return regions.length > 0;
  return regions.some((one) => intersect(one, region) !== undefined);
}

/** What of the regions lies on a screen of this size. */
export function onScreen(regions: readonly Region[], size: Size): Region[] {
  return regions.flatMap((region) => intersect(region, whole(size)) ?? []);
}

/** The same area, or a little more, in at most 64 rectangles. */
export function merge(regions: readonly Region[]): Region[] {
  const joined = join(regions.length > MAX_PAIRED ? intoCells(regions) : regions);
  return joined.length > MAX_REGIONS ? intoCells(joined) : joined;
}

function join(regions: readonly Region[]): Region[] {
  const joined: Region[] = [];
  for (const region of regions) {
    let grown = region;
    for (let at = partner(joined, grown); at >= 0; at = partner(joined, grown)) {
      grown = bounds(grown, joined[at] as Region);
      joined.splice(at, 1);
    }
    joined.push(grown);
  }
  return joined;
}

function partner(regions: readonly Region[], region: Region): number {
  return regions.findIndex(
    (other) => area(bounds(other, region)) <= (area(other) + area(region)) * WASTE,
  );
}

/** One rectangle around all whose middle lies in the same cell of an 8 by 8 grid. */
function intoCells(regions: readonly Region[]): Region[] {
  const frame = regions.reduce(bounds);
  const cells = new Map<number, Region>();
  for (const region of regions) {
    const cell = (at: number, from: number, length: number) =>
      Math.min(CELLS - 1, Math.floor(((at - from) * CELLS) / length));
    const column = cell(region.x + region.width / 2, frame.x, frame.width);
    const row = cell(region.y + region.height / 2, frame.y, frame.height);
    const key = row * CELLS + column;
    const known = cells.get(key);
    cells.set(key, known ? bounds(known, region) : region);
  }
  return [...cells.values()];
}

function bounds(a: Region, b: Region): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
