import type { CursorImage } from 'x11';
import type { Pixels } from './encode.ts';
import type { Region } from './region.ts';

/** What of the screen the pointer's image covers. */
export function cursorRegion({ x, y, xhot, yhot, width, height }: CursorImage): Region {
  return { x: x - xhot, y: y - yhot, width, height };
}

/** Draws the pointer's image (premultiplied ARGB, as XFIXES gives it) into the pixels of a screen. */
export function drawCursor(pixels: Pixels, cursor: CursorImage): void {
  const image = cursor.cursorImage;
  if (!Buffer.isBuffer(image)) return;
  const at = cursorRegion(cursor);
  for (let row = 0; row < cursor.height; row++) {
    for (let column = 0; column < cursor.width; column++) {
      const x = at.x + column;
      const y = at.y + row;
      if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) continue;
      const from = (row * cursor.width + column) * 4;
      blend(pixels.rgb, (y * pixels.width + x) * 3, image.subarray(from, from + 4));
    }
  }
}

function blend(rgb: Buffer, at: number, bgra: Buffer): void {
  const keep = 255 - (bgra[3] ?? 0);
  for (let channel = 0; channel < 3; channel++) {
    const over = bgra[2 - channel] ?? 0;
    rgb[at + channel] = Math.min(255, over + Math.round(((rgb[at + channel] ?? 0) * keep) / 255));
  }
}
