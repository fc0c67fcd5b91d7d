import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { errno, Fault } from '../fault.ts';
import type { Size } from '../screen/region.ts';

export interface EncoderOptions {
  program: string;
  file: string;
  size: Size;
  framesPerSecond: number;
  maxBytes: number;
}

const END_MS = 10_000;
const MAX_ERRORS = 4096;

/** ffmpeg, which takes frames as they come and writes H.264 into an MP4 file that can be played at every moment. */
export class Encoder {
  #child: ChildProcess;
  #errors = '';
  /** Its exit code; undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-MAX_ERRORS);
    });
    this.ended = new Promise((resolve) => child.once('exit', (code) => resolve(code ?? undefined)));
  }

  static async start(options: EncoderOptions): Promise<Encoder> {
    const child = spawn(options.program, argumentsFor(options), {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {},
    });
    const encoder = new Encoder(child);
    try {
      await once(child, 'spawn');
    } catch (error) {
      throw errno(error) === 'ENOENT' ? missing(error) : error;
    }
    // Whatever runs on the desktop comes first.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    return encoder;
  }

  /** What it complained about. */
  get errors(): string {
    return this.#errors;
  }

  /** Takes a frame; returns once it can take another. */
  async write(rgb: Buffer): Promise<void> {
    const input = this.#child.stdin;
    if (!input || input.destroyed || input.write(rgb)) return;
    const settled = new AbortController();
    const { signal } = settled;
    const drained = once(input, 'drain', { signal }).catch(() => undefined);
    await Promise.race([drained, this.ended]);
    settled.abort();
  }

  /** Closes the file; one that does not end is killed, and the file is playable all the same. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    const waited = new AbortController();
    const late = delay(END_MS, 'late', { signal: waited.signal }).catch(() => undefined);
    if ((await Promise.race([this.ended, late])) === 'late') this.#child.kill('SIGKILL');
    waited.abort();
    await this.ended;
  }
}

/**
 * Frames get the time at which they come, so a still screen needs none. The index of a usual MP4 is written at the end
 * and lost with a crash: fragments of a second each stand for themselves.
 */
function argumentsFor({ file, size, framesPerSecond, maxBytes }: EncoderOptions): string[] {
  const words = [
    '-hide_banner -nostdin -loglevel error -y',
    '-use_wallclock_as_timestamps 1 -f rawvideo -pixel_format rgb24',
    `-video_size ${size.width}x${size.height} -framerate ${framesPerSecond} -i pipe:0`,
    // H.264 as all players know it has even sides.
    '-an -vf pad=ceil(iw/2)*2:ceil(ih/2)*2 -pix_fmt yuv420p -fps_mode vfr',
    `-c:v libx264 -preset ultrafast -tune zerolatency -crf 23 -threads 1 -g ${framesPerSecond * 5}`,
    '-movflags +empty_moov+default_base_moof -frag_duration 1000000 -flush_packets 1',
    `-fs ${maxBytes} -f mp4`,
  ];
  return [...words.flatMap((line) => line.split(' ')), file];
}

function missing(cause: unknown): Fault {
  const detail =
    'Recordings need ffmpeg, which this desktop does not have. Install the package `ffmpeg` in it, or start it from the current image.';
  return new Fault('unavailable', detail, [], cause);
}
