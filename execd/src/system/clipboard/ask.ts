import type { XEvent } from 'x11';
import { nextEvent } from './selection.ts';
import { NEW } from './offer.ts';
import type { Selections } from './selection.ts';

const ANSWER_MS = 2000;
const PIECE_MS = 2000;
/** In units of four bytes, as the protocol counts. */
const ALL = 0x1fffffff;
const ANY_TYPE = 0;

export interface Answer {
  bytes: Buffer;
  /** True when there was more than may be kept. */
  truncated: boolean;
}

/** Asks the owner of the clipboard for it in one form; undefined when it has none of it or does not answer. */
export async function ask(
  { link, window, atoms }: Selections,
  target: number,
  maxBytes: number,
): Promise<Answer | undefined> {
  const { client } = link;
  const property = atoms.CYBERDESK_CLIPBOARD;
  const isAnswer = ({ name, requestor, target: given }: XEvent) =>
    name === 'SelectionNotify' && requestor === window && given === target;
  const answered = nextEvent(link, isAnswer, ANSWER_MS);
  client.ConvertSelection(window, atoms.CLIPBOARD, target, property, 0);
  const answer = await answered;
  if (!answer || answer.property === 0) return undefined;
  const isPiece = ({ name, wid, atom, state }: XEvent) =>
    name === 'PropertyNotify' && wid === window && atom === property && state === NEW;
  const read = () =>
    link.call<{ type: number; data: Buffer }>((done) =>
      client.GetProperty(1, window, property, ANY_TYPE, 0, ALL, done),
    );
  const next = () => nextEvent(link, isPiece, PIECE_MS);
  // The deletion by this first reading asks for the first piece: be there to hear of it.
  const first = next();
  const { type, data } = await read();
  if (type !== atoms.INCR) return cut([data], maxBytes);
  return pieces(first, { next, read }, maxBytes);
}

async function pieces(
  first: Promise<XEvent | undefined>,
  {
    next,
    read,
  }: { next: () => Promise<XEvent | undefined>; read: () => Promise<{ data: Buffer }> },
  maxBytes: number,
): Promise<Answer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (let waiting = first; ;) {
    if (!(await waiting)) return undefined;
    waiting = next();
    const { data } = await read();
    if (data.length === 0) return cut(chunks, maxBytes);
    bytes += data.length;
    // The rest is read and thrown away, or its owner would wait for ever.
    if (bytes <= maxBytes + data.length) chunks.push(Buffer.from(data));
  }
}

function cut(chunks: Buffer[], maxBytes: number): Answer {
  const all = Buffer.concat(chunks);
  return { bytes: all.subarray(0, maxBytes), truncated: all.length > maxBytes };
}
