import sharp from 'sharp';
import type { Desktop } from '../desktop.ts';

const WIDTH = 320;
const QUALITY = 60;

/** A small picture of the screen as it is now. */
export async function thumbnail(desktop: Desktop): Promise<Uint8Array> {
  const { bytes } = await desktop.screenshot({ format: 'jpeg', quality: 80, cursor: true });
  return sharp(bytes).resize({ width: WIDTH }).jpeg({ quality: QUALITY }).toBuffer();
}
