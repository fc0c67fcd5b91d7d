import { setTimeout as delay } from 'node:timers/promises';
import type { Clipboard as Content, SetClipboard } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import { ask } from './ask.ts';
import { Offer } from './offer.ts';
import { openSelections } from './selection.ts';
import type { Selections } from './selection.ts';

const MAX_TEXT_BYTES = 1024 * 1024;
const MAX_PNG_BYTES = 16 * 1024 * 1024;
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** A program that does not ask for what it shall paste within this time has not understood the keys. */
const PASTE_MS = 2000;
const LOOK_MS = 10;
/** Programs may ask twice, first for what there is, then for the text. */
const QUIET_MS = 120;

/** The clipboard that the desktop's programs share. */
export class Clipboard {
  #link: () => Promise<Link>;
  #selections: Selections | undefined;
  #offer: Offer | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(link: () => Promise<Link>) {
    this.#link = link;
  }

  get(): Promise<Content> {
    return this.#inTurn(() => this.#get());
  }

  set(wanted: SetClipboard): Promise<void> {
    const content = contentOf(wanted);
    return this.#inTurn(() => this.#put(content));
  }

  setText(text: string): Promise<void> {
    return this.set({ text });
  }

  /** Offers a text, has it pasted by `press`, and puts back what was there. */
  paste(text: string, press: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.#get();
      await this.#put({ text });
      await press();
      const isTaken = await this.#taken();
      const { truncated, ...kept } = before;
      if (!truncated)
        await this.#put(Object.keys(kept).length > 0 ? contentOf(kept) : { text: '' });
      if (isTaken) return;
      const detail = 'Nothing took the paste: no text field has the focus. Click into one first.';
      throw new Fault('unprocessable', detail);
    });
  }

  /** Lets go of what belongs to another: the machine becomes somebody else's. */
  async clear(): Promise<void> {
    if (this.#offer?.isCurrent) this.#offer.withdraw();
    this.#offer = undefined;
    await Promise.resolve();
  }

  async #get(): Promise<Content> {
    const at = await this.#open();
    // Whoever took it from us has done so by now, and we have heard of it.
    await at.link.sync();
    if (this.#offer?.isCurrent) return described(this.#offer.content);
    const { link, atoms } = at;
    const owner = await link.call<number>((done) =>
      link.client.GetSelectionOwner(atoms.CLIPBOARD, done),
    );
    if (owner === 0) return {};
    const targets = await this.#targets(at);
    if (targets.includes(atoms['image/png'])) return this.#image(at);
    const form = [atoms.UTF8_STRING, atoms['text/plain;charset=utf-8'], atoms.STRING].find(
      (target) => targets.length === 0 || targets.includes(target),
    );
    return form === undefined ? {} : this.#text(at, form);
  }

  async #image(at: Selections): Promise<Content> {
    const answer = await ask(at, at.atoms['image/png'], MAX_PNG_BYTES);
    if (!answer) return {};
    return answer.truncated ? { truncated: true } : { png: answer.bytes.toString('base64') };
  }

  async #text(at: Selections, target: number): Promise<Content> {
    const answer = await ask(at, target, MAX_TEXT_BYTES);
    if (!answer) return {};
    const { bytes, truncated } = answer;
    if (target === at.atoms.STRING) return { text: bytes.toString('latin1') };
    // A character that the limit has cut is left out.
    const text = new TextDecoder().decode(bytes, { stream: truncated });
    return { text, ...(truncated ? { truncated } : {}) };
  }

  async #targets(at: Selections): Promise<number[]> {
    const answer = await ask(at, at.atoms.TARGETS, 4096);
    const bytes = answer?.bytes ?? Buffer.alloc(0);
    return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4));
  }

  async #put(content: Offer['content']): Promise<void> {
    const at = await this.#open();
    this.#offer?.end();
    this.#offer = new Offer(at, content);
    if ('text' in content && content.text === '') await this.clear();
    await at.link.sync();
  }

  /** Whether a program asked for the text, and has had time to ask for all of it. */
  async #taken(): Promise<boolean> {
    const times = () => this.#offer?.taken ?? 0;
    const until = performance.now() + PASTE_MS;
    while (times() === 0 && performance.now() < until) await delay(LOOK_MS);
    for (let seen = 0; seen !== times(); await delay(QUIET_MS)) seen = times();
    return times() > 0;
  }

  async #open(): Promise<Selections> {
    const link = await this.#link();
    if (this.#selections?.link !== link) this.#selections = await openSelections(link);
    return this.#selections;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(act);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}

const described = (content: Offer['content']): Content =>
  'png' in content ? { png: content.png.toString('base64') } : content;

function contentOf({ text, png }: { text?: string; png?: string }): Offer['content'] {
  if ((text === undefined) === (png === undefined)) {
    throw refuse('/text', 'give one of text and png');
  }
  if (text !== undefined) return { text };
  const bytes = Buffer.from(png ?? '', 'base64');
  if (bytes.length > MAX_PNG_BYTES) throw refuse('/png', 'the image is larger than 16 MiB');
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return { png: bytes };
  throw refuse('/png', 'this is no PNG file');
}

function refuse(pointer: string, message: string): Fault {
  return new Fault('unprocessable', `${message}.`, [{ pointer, message }]);
}
