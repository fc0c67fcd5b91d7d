/** From `start` up to, and without, `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

const FORMS = 'bytes=0-1023, bytes=1024- or bytes=-512';

/** The range of a `Range` header; undefined for units that we do not know, a text that says why there is none. */
export function parseRange(header: string, size: number): ByteRange | string | undefined {
  if (!/^bytes\s*=/i.test(header)) return undefined;
  if (header.includes(',')) return `Ask for a single range: ${FORMS}.`;
  const match = /^bytes\s*=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header);
  if (!match || (match[1] === '' && match[2] === '')) return `Write the range as ${FORMS}.`;
  const { start, end } = bounds(match[1] ?? '', match[2] ?? '', size);
  if (start < end && start < size) return { start, end };
  return `The file has ${size} bytes. Ask for a range that begins before its end.`;
}

function bounds(first: string, last: string, size: number): ByteRange {
  if (first === '') return { start: Math.max(0, size - Number(last)), end: size };
  return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
}
