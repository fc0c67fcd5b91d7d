/** What becomes of the frames that one side of a WebSocket sends. */
export interface FrameSink {
  /** Bytes of messages, heads of frames among them, to be passed on as they are. */
  pass(bytes: Buffer): void;
  /** A whole close, ping or pong: between this side and us. */
  control(opcode: number, payload: Buffer): void;
  /** What may not be sent; nothing after it is read. */
  broken(what: 'unsound' | 'text'): void;
}

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const maxControlBytes = 125;
const nothing = Buffer.alloc(0);

interface Head {
  opcode: number;
  /** Length of the head itself. */
  bytes: number;
  payload: number;
  isSound: boolean;
}

/** Bytes of a head whose second byte has this in its lower seven bits. */
const headBytes = (short: number): number => (short < 126 ? 2 : short === 126 ? 4 : 10);

const payloadAt = (chunk: Buffer, at: number, short: number): number => {
  if (short < 126) return short;
  if (short === 126) return chunk.readUInt16BE(at + 2);
  return chunk.readUInt32BE(at + 2) * 2 ** 32 + chunk.readUInt32BE(at + 6);
};

/** The head of a frame, or nothing when not all of it is there (RFC 6455 §5.2). */
const headAt = (chunk: Buffer, at: number): Head | undefined => {
  const there = chunk.length - at;
  const [first, second] = [chunk[at] ?? 0, chunk[at + 1] ?? 0];
  const short = second & 0x7f;
  const bytes = headBytes(short);
  if (there < 2 || there < bytes) return undefined;
  const payload = payloadAt(chunk, at, short);
  const opcode = first & 0x0f;
  // Neither reserved bits, for nothing was agreed on, nor a mask, which only clients use.
  const isPlain = (first & 0x70) === 0 && (second & 0x80) === 0 && Number.isSafeInteger(payload);
  return { opcode, bytes, payload, isSound: isPlain && isKnown(opcode, payload) };
};

const isKnown = (opcode: number, payload: number): boolean =>
  opcode <= 2 || (opcode >= 8 && opcode <= 10 && payload <= maxControlBytes);

/** Bytes of one read, and how far they were looked at and passed on. */
class Cursor {
  readonly chunk: Buffer;
  at = 0;
  #from = 0;

  constructor(chunk: Buffer) {
    this.chunk = chunk;
  }

  get hasMore(): boolean {
    return this.at < this.chunk.length;
  }

  /** What was looked at and not passed on yet; nothing when that is nothing. */
  take(): Buffer {
    const taken = this.chunk.subarray(this.#from, this.at);
    this.#from = this.at;
    return taken;
  }
}

/**
 * Follows the frames of a server without touching what is in them, so that messages pass as they are, and our own
 * frames can be put between two of them.
 */
export class Frames {
  readonly #sink: FrameSink;
  readonly #text: boolean;
  /** The beginning of a head whose rest has not come. */
  #head = nothing;
  /** Payload bytes of the present frame that have not come. */
  #left = 0;
  /** A control frame that is being read. */
  #control: { opcode: number; payload: Buffer } | undefined;
  #waiting: (() => void)[] = [];
  #isOver = false;

  constructor(sink: FrameSink, { text }: { text: boolean }) {
    this.#sink = sink;
    this.#text = text;
  }

  /** Whether what was passed on ends with a frame. */
  get isWhole(): boolean {
    return this.#left === 0 || this.#control !== undefined;
  }

  /** Calls back as soon as what was passed on ends with a frame, at once if it does. */
  whenWhole(callback: () => void): void {
    if (this.isWhole) callback();
    else this.#waiting.push(callback);
  }

  /** Nothing is passed on any more. */
  stop(): void {
    this.#isOver = true;
  }

  push(received: Buffer): void {
    const cursor = new Cursor(this.#head.length ? Buffer.concat([this.#head, received]) : received);
    this.#head = nothing;
    while (cursor.hasMore && !this.#isOver) {
      if (this.#left > 0) this.#skip(cursor);
      else if (!this.#begin(cursor)) break;
      if (this.#left === 0) this.#end(cursor);
    }
    this.#pass(cursor);
  }

  #pass(cursor: Cursor): void {
    const bytes = cursor.take();
    if (bytes.length > 0 && !this.#isOver) this.#sink.pass(bytes);
  }

  /** False when the head is not all there or not sound. */
  #begin(cursor: Cursor): boolean {
    const { chunk, at } = cursor;
    const head = headAt(chunk, at);
    if (!head) {
      this.#head = Buffer.from(chunk.subarray(at));
      return false;
    }
    const isRefused = head.opcode === opcodes.text && !this.#text;
    if (isRefused || !head.isSound) {
      this.#pass(cursor);
      this.#sink.broken(isRefused ? 'text' : 'unsound');
      return false;
    }
    this.#left = head.payload;
    if (head.opcode >= opcodes.close) {
      this.#pass(cursor);
      this.#control = { opcode: head.opcode, payload: nothing };
    }
    cursor.at += head.bytes;
    if (this.#control) cursor.take();
    return true;
  }

  #skip(cursor: Cursor): void {
    const end = Math.min(cursor.at + this.#left, cursor.chunk.length);
    this.#left -= end - cursor.at;
    cursor.at = end;
    const control = this.#control;
    if (control) control.payload = Buffer.concat([control.payload, cursor.take()]);
  }

  #end(cursor: Cursor): void {
    const control = this.#control;
    this.#control = undefined;
    if (control) return this.#sink.control(control.opcode, control.payload);
    if (this.#waiting.length === 0) return;
    this.#pass(cursor);
    for (const callback of this.#waiting.splice(0)) callback();
  }
}
