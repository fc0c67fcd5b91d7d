import { readFile, writeFile } from 'node:fs/promises';

export type StreamName = 'stdout' | 'stderr';

/** A piece of output of one stream. */
export interface Frame {
  stream: StreamName;
  bytes: Buffer;
}

const HEAD_BYTES = 5;
const NUMBER: Record<StreamName, number> = { stdout: 1, stderr: 2 };
/** Pieces of this size and more are kept as they came; smaller ones are joined. */
const SMALL_BYTES = 4096;

/** A stretch of a command's output: in memory while it grows, then a file. */
export class Segment {
  readonly start: number;
  readonly path: string;
  end: number;
  #frames: Frame[] | undefined;

  constructor(path: string, start: number, end?: number) {
    this.path = path;
    this.start = start;
    this.end = end ?? start;
    this.#frames = end === undefined ? [] : undefined;
  }

  /** How many bytes of output it holds. */
  get size(): number {
    return this.end - this.start;
  }

  append(frame: Frame): void {
    const frames = (this.#frames ??= []);
    const last = frames.at(-1);
    const joins =
      last?.stream === frame.stream && last.bytes.length + frame.bytes.length < SMALL_BYTES;
    if (joins) last.bytes = Buffer.concat([last.bytes, frame.bytes]);
    else frames.push({ ...frame });
    this.end += frame.bytes.length;
  }

  /** Writes it out and lets go of the memory. */
  async save(): Promise<void> {
    if (!this.#frames) return;
    const parts = this.#frames.flatMap(({ stream, bytes }) => [head(stream, bytes.length), bytes]);
    await writeFile(this.path, Buffer.concat(parts), { mode: 0o600 });
    this.#frames = undefined;
  }

  /** What was written from an offset on, in order. */
  async read(offset: number): Promise<Frame[]> {
    const frames = this.#frames ?? parse(await readFile(this.path));
    return [...after(frames, offset - this.start)];
  }
}

/** How much output a file holds; a crash may have cut its last piece. */
export async function heldBytes(path: string): Promise<number> {
  return parse(await readFile(path)).reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function head(stream: StreamName, length: number): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes.writeUInt8(NUMBER[stream], 0);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

function parse(file: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at + HEAD_BYTES <= file.length;) {
    const length = file.readUInt32BE(at + 1);
    const stream = file[at] === NUMBER.stderr ? 'stderr' : 'stdout';
    frames.push({ stream, bytes: file.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length) });
    at += HEAD_BYTES + length;
  }
  return frames;
}

function* after(frames: Frame[], skipped: number): Generator<Frame> {
  let at = 0;
  for (const { stream, bytes } of frames) {
    const from = Math.max(0, skipped - at);
    if (from < bytes.length) yield { stream, bytes: from === 0 ? bytes : bytes.subarray(from) };
    at += bytes.length;
  }
}
