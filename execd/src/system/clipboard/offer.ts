import type { XEvent } from 'x11';
import { ATOM, atomList, nextEvent } from './selection.ts';
import type { Name, Selections } from './selection.ts';

/** What is offered: text, or an image as a PNG file. */
export type Content = { text: string } | { png: Buffer };

/** Larger contents go in pieces of this size; a request of the X protocol holds at most 256 KiB. */
const PIECE_BYTES = 128 * 1024;
const PIECE_TIMEOUT_MS = 5000;
const NEW = 0;
const DELETED = 1;
const REPLACE = 0;
const TEXT_TARGETS: readonly Name[] = [
  'UTF8_STRING',
  'text/plain;charset=utf-8',
  'text/plain',
  'TEXT',
  'STRING',
];
const INTEGER = 19;

/** Owns the clipboard with one content until somebody else takes it, and gives it to whoever asks. */
export class Offer {
  /** How often a program has taken the content. */
  taken = 0;
  readonly content: Content;
  #at: Selections;
  #selections: Set<number>;
  #stop: () => void;

  constructor(at: Selections, content: Content) {
    const { link, window, atoms } = at;
    this.#at = at;
    this.content = content;
    this.#selections = new Set([atoms.CLIPBOARD, atoms.PRIMARY]);
    this.#stop = link.onEvent((event) => this.#hear(event));
    // Terminals paste the primary selection where other programs paste the clipboard.
    for (const selection of this.#selections) link.client.SetSelectionOwner(window, selection, 0);
  }

  /** True while programs get this content. */
  get isCurrent(): boolean {
    return this.#selections.has(this.#at.atoms.CLIPBOARD) && this.#at.link.alive;
  }

  /** Gives the clipboard up: it is empty then. */
  withdraw(): void {
    const { link } = this.#at;
    for (const selection of this.#selections) link.client.SetSelectionOwner(0, selection, 0);
    this.end();
  }

  /** Answers nobody any more. A next offer of the same window takes its place, and of that the X server tells nobody. */
  end(): void {
    this.#stop();
    this.#selections.clear();
  }

  #hear(event: XEvent): void {
    if (event.name === 'SelectionClear') this.#selections.delete(event.selection);
    if (this.#selections.size === 0) this.#stop();
    const isAsked = event.name === 'SelectionRequest' && this.#selections.has(event.selection);
    if (isAsked) void this.#answer(event).catch(() => undefined);
  }

  async #answer(event: XEvent): Promise<void> {
    const { link, atoms } = this.#at;
    const { requestor, target } = event;
    // Clients of the oldest kind name no property: then it is that of the target.
    const property = event.property === 0 ? target : event.property;
    const put = (type: number, format: 8 | 32, bytes: Buffer) =>
      link.client.ChangeProperty(REPLACE, requestor, property, type, format, bytes);
    if (target === atoms.TARGETS)
      put(ATOM, 32, atomList([atoms.TARGETS, atoms.TIMESTAMP, ...this.#targets()]));
    else if (target === atoms.TIMESTAMP) put(INTEGER, 32, atomList([0]));
    else if (this.#targets().includes(target)) {
      this.taken += 1;
      const bytes = this.#bytes(target);
      if (bytes.length > PIECE_BYTES) return this.#inPieces(event, property, bytes);
      put(this.#type(target), 8, bytes);
    } else return this.#notify(event, 0);
    this.#notify(event, property);
  }

  #targets(): number[] {
    const { atoms } = this.#at;
    return 'png' in this.content ? [atoms['image/png']] : TEXT_TARGETS.map((name) => atoms[name]);
  }

  /** `TEXT` means "any kind of text": it is answered as UTF-8. */
  #type(target: number): number {
    const { atoms } = this.#at;
    return target === atoms.TEXT ? atoms.UTF8_STRING : target;
  }

  #bytes(target: number): Buffer {
    if ('png' in this.content) return this.content.png;
    const isLatin = target === this.#at.atoms.STRING;
    return Buffer.from(this.content.text, isLatin ? 'latin1' : 'utf8');
  }

  #notify(event: XEvent, property: number): void {
    const { requestor, selection, target, time } = event;
    const answer = {
      name: 'SelectionNotify',
      seq: 0,
      time,
      requestor,
      selection,
      target,
      property,
    };
    this.#at.link.client.SendEvent(requestor, 0, 0, answer);
  }

  /** The receiver deletes each piece when it has read it; an empty one is the end. */
  async #inPieces(event: XEvent, property: number, bytes: Buffer): Promise<void> {
    const { link, atoms } = this.#at;
    const { client } = link;
    const { requestor, target } = event;
    const type = this.#type(target);
    client.ChangeWindowAttributes(requestor, { eventMask: 0x400000 });
    client.ChangeProperty(REPLACE, requestor, property, atoms.INCR, 32, atomList([bytes.length]));
    this.#notify(event, property);
    for (let at = 0; ; at += PIECE_BYTES) {
      const isRead = ({ name, wid, atom, state }: XEvent) =>
        name === 'PropertyNotify' && wid === requestor && atom === property && state === DELETED;
      if (!(await nextEvent(link, isRead, PIECE_TIMEOUT_MS))) return;
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      client.ChangeProperty(REPLACE, requestor, property, type, 8, piece);
      if (piece.length === 0) return;
    }
  }
}

export { NEW };
