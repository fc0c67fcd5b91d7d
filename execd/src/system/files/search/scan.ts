import { readSync } from 'node:fs';
import type { ContentMatcher, Found } from './query.ts';

export interface LineMatch {
  line: number;
  text: string;
  matchStart: number;
  matchEnd: number;
}

const CHUNK_BYTES = 256 * 1024;
/** Where a file has NUL so early it is no text. */
const SNIFF_BYTES = 8192;
/** A longer line is searched in pieces. */
const MAX_LINE_BYTES = 64 * 1024;
const TEXT_CHARACTERS = 500;
const NEWLINE = 10;

/** The lines of a text file that match, the first match of each. Reads synchronously: run it on a thread of its own. */
export function* scan(fd: number, matcher: ContentMatcher): Generator<LineMatch> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES + MAX_LINE_BYTES);
  let kept = 0;
  let line = 1;
  for (let isFirst = true; ; isFirst = false) {
    const read = readSync(fd, buffer, kept, CHUNK_BYTES, null);
    const bytes = buffer.subarray(0, kept + read);
    if (isFirst && bytes.subarray(0, SNIFF_BYTES).includes(0)) return;
    const pieces = split(bytes, read === 0);
    if (matcher.mayBeIn(bytes)) yield* matches(bytes, { pieces, line, matcher });
    for (const { isEnd } of pieces) if (isEnd) line += 1;
    if (read === 0) return;
    const end = pieces.at(-1)?.next ?? 0;
    kept = bytes.copy(buffer, 0, end);
  }
}

interface Piece {
  start: number;
  end: number;
  /** Where the next piece begins. */
  next: number;
  /** Whether a line ends with it. */
  isEnd: boolean;
}

/** Whole lines, and pieces of those that are too long; what is left over at the end waits for more. */
function split(bytes: Buffer, isLast: boolean): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const piece = pieceOf(start, end, newline >= 0);
    if (!piece.isEnd && piece.end === bytes.length && !isLast) {
      if (piece.end - piece.start < MAX_LINE_BYTES) break;
    }
    pieces.push(piece);
    start = piece.next;
  }
  return pieces;
}

function pieceOf(start: number, end: number, hasNewline: boolean): Piece {
  if (end - start <= MAX_LINE_BYTES) {
    return { start, end, next: hasNewline ? end + 1 : end, isEnd: hasNewline };
  }
  const cut = start + MAX_LINE_BYTES;
  return { start, end: cut, next: cut, isEnd: false };
}

function* matches(
  bytes: Buffer,
  { pieces, line, matcher }: { pieces: Piece[]; line: number; matcher: ContentMatcher },
): Generator<LineMatch> {
  let at = line;
  for (const { start, end, isEnd } of pieces) {
    const text = bytes.toString('utf8', start, end).replace(/\r$/, '');
    const found = matcher.find(text);
    if (found) yield { line: at, ...excerpt(text, found) };
    if (isEnd) at += 1;
  }
}

/** The line, or the part of it around the match, and where the match is in it, counted in characters. */
export function excerpt(text: string, [start, end]: Found): Omit<LineMatch, 'line'> {
  const before = Array.from(text.slice(0, start));
  const match = Array.from(text.slice(start, end)).slice(0, TEXT_CHARACTERS);
  const after = Array.from(text.slice(end));
  const room = TEXT_CHARACTERS - match.length;
  const left = Math.min(before.length, Math.max(Math.floor(room / 2), room - after.length));
  const shown = [...before.slice(before.length - left), ...match, ...after].slice(
    0,
    TEXT_CHARACTERS,
  );
  return { text: shown.join(''), matchStart: left, matchEnd: left + match.length };
}
