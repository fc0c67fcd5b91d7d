import type { Desktop } from '../desktop.ts';

const LONG_EDGE = 320;
const QUALITY = 60;

/** A small picture of the screen as it is now. */
export async function thumbnail(desktop: Desktop): Promise<Uint8Array> {
  const fit = { maxLongEdge: LONG_EDGE };
  const { bytes } = await desktop.picture({ format: 'jpeg', quality: QUALITY, cursor: true, fit });
  return bytes;
}
