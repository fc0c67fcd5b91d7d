import { isUtf8 } from 'node:buffer';
import type { Command, CommandEvent } from '@cyberdesk/generated/execd/types.gen';
import type { ServerEvent } from '@cyberdesk/runtime';
import type { OutputLog, Piece } from './output-log.ts';

/** Bytes of a character that is cut at the end of a piece: at most three of them are there. */
const MAX_CUT = 3;

/** The output of a command as events, from an offset on; the end is the last one. */
export async function* outputEvents(
  log: OutputLog,
  outcome: () => Promise<Command>,
  { offset, signal }: { offset: number; signal: AbortSignal },
): AsyncGenerator<ServerEvent<CommandEvent>, void> {
  const pieces = new WholeCharacters();
  for await (const piece of log.read(offset, signal)) {
    if (piece.type === 'gap') yield event(piece);
    else for (const whole of pieces.push(piece)) yield output(whole);
  }
  for (const rest of pieces.rest()) yield output(rest);
  if (!signal.aborted) yield event(endOf(await outcome(), log.end));
}

/** Holds back the beginning of a character until its rest is there, as long as nothing else comes in between. */
class WholeCharacters {
  #cut: Piece | undefined;

  *push(piece: Piece): Generator<Piece> {
    const cut = this.#cut;
    const isSame = cut?.stream === piece.stream;
    if (cut && !isSame) yield cut;
    const bytes = cut && isSame ? Buffer.concat([cut.bytes, piece.bytes]) : piece.bytes;
    const [ready, rest] = split({ ...piece, bytes });
    this.#cut = rest;
    if (ready) yield ready;
  }

  *rest(): Generator<Piece> {
    if (this.#cut) yield this.#cut;
  }
}

/** What of a piece can be told now, and the beginning of a character that waits for its rest. */
function split(piece: Piece): [Piece | undefined, Piece | undefined] {
  const { bytes, offset } = piece;
  const length = cutLength(bytes);
  if (length === 0) return [piece, undefined];
  const whole = { ...piece, bytes: bytes.subarray(0, -length), offset: offset - length };
  const rest = { ...piece, bytes: Buffer.from(bytes.subarray(-length)) };
  return [whole.bytes.length === 0 ? undefined : whole, rest];
}

/** How many bytes at the end begin a character that is not complete. */
function cutLength(bytes: Buffer): number {
  for (let length = 1; length <= Math.min(MAX_CUT, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return needed(byte) > length ? length : 0;
  }
  return 0;
}

function needed(first: number): number {
  if (first >= 0xf0) return first < 0xf5 ? 4 : 0;
  return first >= 0xe0 ? 3 : 2;
}

function output({ stream, bytes, offset }: Piece): ServerEvent<CommandEvent> {
  const content = isUtf8(bytes)
    ? { text: bytes.toString('utf8') }
    : { data: bytes.toString('base64') };
  return event({ type: 'output', stream, ...content, offset });
}

/** What ends a command's output. */
export function endOf(
  { state, exitCode, signal, durationMs = 0 }: Command,
  offset: number,
): Extract<CommandEvent, { type: 'end' }> {
  return {
    type: 'end',
    state,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(signal === undefined ? {} : { signal }),
    durationMs,
    offset,
  };
}

const event = (data: CommandEvent): ServerEvent<CommandEvent> => ({
  id: String(data.offset),
  data,
});
