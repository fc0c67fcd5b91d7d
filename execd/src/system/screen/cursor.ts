import type { CursorImage } from 'x11';
import type { Frame, Region } from './capture.ts';

/** Draws the pointer's image (premultiplied ARGB, as XFIXES gives it) onto a captured frame. */
export function drawCursor(frame: Frame, region: Region, cursor: CursorImage): void {
  const image = cursor.cursorImage;
  if (!Buffer.isBuffer(image)) return;
  const left = cursor.x - cursor.xhot - region.x;
  const top = cursor.y - cursor.yhot - region.y;
  for (let row = 0; row < cursor.height; row++) {
    for (let column = 0; column < cursor.width; column++) {
      const x = left + column;
      const y = top + row;
      if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) continue;
      const from = (row * cursor.width + column) * 4;
      blend(frame.rgb, (y * frame.width + x) * 3, image.subarray(from, from + 4));
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
