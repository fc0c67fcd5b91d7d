import { readdir, rm } from 'node:fs/promises';
import { once, EventEmitter } from 'node:events';
import { basename, dirname } from 'node:path';
import { heldBytes, Segment } from './segment.ts';
import type { Frame, StreamName } from './segment.ts';

/** A piece of output, and the offset behind it in the output of both streams together. */
export interface Piece extends Frame {
  type: 'output';
  offset: number;
}
/** Output that is no longer kept. */
export interface Gap {
  type: 'gap';
  missingBytes: number;
  offset: number;
}
export interface LogBounds {
  /** So much of the newest output is kept. */
  keepBytes: number;
  segmentBytes: number;
  /** So many stretches may wait to be written before the command is held back. */
  waiting: number;
}
/** What a log is known by after a restart. */
export interface KeptLog {
  segments: { start: number; end: number }[];
}

const MIB = 1024 * 1024;
const BOUNDS: LogBounds = { keepBytes: 64 * MIB, segmentBytes: MIB, waiting: 4 };

/**
 * The output of one command in the order in which it came. The newest stretch is in memory, older ones are files, and
 * the oldest are let go; so a command that prints for ever costs the same as one that prints a megabyte.
 */
export class OutputLog {
  #prefix: string;
  #bounds: LogBounds;
  #segments: Segment[];
  #waiting = 0;
  #saves: Promise<unknown> = Promise.resolve();
  #events = new EventEmitter().setMaxListeners(0);
  #isClosed = false;

  constructor(prefix: string, bounds: Partial<LogBounds> = {}, kept?: KeptLog) {
    this.#prefix = prefix;
    this.#bounds = { ...BOUNDS, ...bounds };
    this.#segments = (kept?.segments ?? []).map(
      ({ start, end }) => new Segment(this.#path(start), start, end),
    );
    this.#isClosed = kept !== undefined;
  }

  /** Offset of the first byte that is kept. */
  get start(): number {
    return this.#segments[0]?.start ?? 0;
  }

  get end(): number {
    return this.#segments.at(-1)?.end ?? 0;
  }

  /** Bytes of it on disk. */
  get size(): number {
    return this.end - this.start;
  }

  get isFull(): boolean {
    return this.#waiting >= this.#bounds.waiting;
  }

  get kept(): KeptLog {
    return { segments: this.#segments.map(({ start, end }) => ({ start, end })) };
  }

  append(frame: Frame): void {
    if (this.#isClosed) return;
    const last = this.#segments.at(-1);
    const isRoomy = last !== undefined && last.size < this.#bounds.segmentBytes;
    if (last && !isRoomy) this.#save(last);
    const segment = isRoomy ? last : this.#begin();
    segment.append(frame);
    this.#forgetOldest();
    this.#events.emit('change');
  }

  /** Resolves when the disk has caught up with the command. */
  async drained(): Promise<void> {
    while (this.isFull) await once(this.#events, 'saved');
  }

  /** No more output comes. Writes out the rest unless nothing was ever written. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.emit('change');
    const last = this.#segments.at(-1);
    if (last) this.#save(last);
    await this.#saves;
  }

  /** From an offset on, live until it is closed. Pulled by the reader: a slow one is told what it missed. */
  async *read(from: number, signal: AbortSignal): AsyncGenerator<Piece | Gap, void> {
    let at = Math.min(from, this.end);
    while (!signal.aborted) {
      if (at < this.start) {
        yield { type: 'gap', missingBytes: this.start - at, offset: this.start };
        at = this.start;
      }
      const frames = await this.#framesAt(at);
      for (const { stream, bytes } of frames ?? []) {
        at += bytes.length;
        yield { type: 'output', stream, bytes, offset: at };
      }
      if (at < this.end || frames === undefined) continue;
      if (this.#isClosed) return;
      await once(this.#events, 'change', { signal }).catch(() => undefined);
    }
  }

  async delete(): Promise<void> {
    this.#isClosed = true;
    this.#events.emit('change');
    await this.#saves;
    await Promise.all(this.#segments.map(({ path }) => rm(path, { force: true })));
    this.#segments = [];
  }

  /** Undefined when the stretch was let go while it was read. */
  async #framesAt(offset: number): Promise<Frame[] | undefined> {
    const segment = this.#segments.find(({ end }) => end > offset);
    if (!segment) return [];
    return segment.read(offset).catch((error: unknown) => {
      if (this.#segments.includes(segment)) throw error;
      return undefined;
    });
  }

  #begin(): Segment {
    const segment = new Segment(this.#path(this.end), this.end);
    this.#segments.push(segment);
    return segment;
  }

  #path(start: number): string {
    return `${this.#prefix}.${start}`;
  }

  #save(segment: Segment): void {
    this.#waiting += 1;
    const saved = this.#saves.then(() => segment.save());
    this.#saves = saved
      .catch(() => this.#drop(segment))
      .finally(() => {
        this.#waiting -= 1;
        this.#events.emit('saved');
      });
  }

  /** A disk that is full costs the output, never the command. */
  #drop(segment: Segment): void {
    const at = this.#segments.indexOf(segment);
    if (at >= 0) this.#segments.splice(0, at + 1);
  }

  #forgetOldest(): void {
    const [oldest] = this.#segments;
    if (!oldest || this.size - oldest.size < this.#bounds.keepBytes) return;
    this.#segments.shift();
    this.#saves = this.#saves.then(() => rm(oldest.path, { force: true }));
  }
}

/** What is on disk of a log that nobody closed. Its newest stretch was in memory, and is gone. */
export async function recover(prefix: string): Promise<KeptLog> {
  const beginning = `${basename(prefix)}.`;
  const names = await readdir(dirname(prefix));
  const starts = names
    .filter((name) => name.startsWith(beginning) && /\.\d+$/.test(name))
    .map((name) => Number(name.slice(beginning.length)))
    .toSorted((a, b) => a - b);
  const ends = starts.map(async (start) => start + (await heldBytes(`${prefix}.${start}`)));
  const segments = (await Promise.all(ends)).map((end, i) => ({ start: starts[i] ?? 0, end }));
  return { segments: segments.filter(({ start, end }) => end > start) };
}

export type { Frame, StreamName };
