import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Size } from '../support/execd.ts';

const run = promisify(execFile);
const MAX_BYTES = 64 * 1024 * 1024;
const file = join(tmpdir(), `bench-shot-${process.pid}`);

const at = (display: number) => ({
  env: { ...process.env, DISPLAY: `:${display}` },
  maxBuffer: MAX_BYTES,
});

/** A shell with scrot and base64: how the first generation of such services took a picture. */
export const scrotBase64 = async (display: number): Promise<Buffer> => {
  const script = `scrot -o -q 100 ${file}.jpg && base64 ${file}.jpg`;
  const { stdout } = await run('bash', ['-c', script], at(display));
  if (stdout.length < 10_000) throw new Error('scrot made no picture');
  return Buffer.from(stdout, 'base64');
};

/** scrot to a file, which is read: one spawn and no shell. */
export const scrotFile = async (display: number): Promise<Buffer> => {
  await run('scrot', ['-o', '--pointer', `${file}.png`], at(display));
  const bytes = await readFile(`${file}.png`);
  if (bytes.length < 10_000) throw new Error('scrot made no picture');
  return bytes;
};

/** One ffmpeg for each picture, which grabs the screen and writes a PNG to a pipe. */
export const x11grab = async (display: number, { width, height }: Size): Promise<Buffer> => {
  const input = ['-f', 'x11grab', '-video_size', `${width}x${height}`, '-i', `:${display}`];
  const output = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'];
  const argv = ['-hide_banner', '-loglevel', 'error', ...input, ...output];
  const options = { ...at(display), encoding: 'buffer' as const };
  const { stdout } = await run('ffmpeg', argv, options);
  if (stdout.length < 10_000) throw new Error('ffmpeg made no picture');
  return stdout;
};

/** Removes what scrot left behind. */
export const removeShots = async (): Promise<void> => {
  for (const end of ['jpg', 'png']) await rm(`${file}.${end}`, { force: true });
};
