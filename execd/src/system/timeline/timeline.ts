import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TimelineEntry } from '@cyberdesk/generated/execd/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import type { Actor } from '../control/control.ts';
import { Fault } from '../fault.ts';
import { pageOf } from '../pages.ts';
import type { PageOf, PageWish } from '../pages.ts';
import { present } from './entry.ts';
import type { Deed, KeptEntry } from './entry.ts';
import { Journal } from './journal.ts';
import { Pictures } from './pictures.ts';
import type { PicturesOptions } from './pictures.ts';

/** Programs draw what an action did within this time, or soon after the next one's picture is taken. */
const SETTLE_MS = 250;

export type Outcome = 'done' | 'failed' | 'refused';

export interface TimelineOptions extends PicturesOptions {
  directory: string;
}

/** Who did what on the desktop, with the screen before and after. */
export class Timeline {
  #journal: Journal;
  #pictures: Pictures;

  constructor({ directory, takePicture, log }: TimelineOptions) {
    this.#journal = new Journal(join(directory, 'entries'), log);
    this.#pictures = new Pictures(join(directory, 'pictures'), { takePicture, log });
  }

  /** Begins an entry; the returned function ends it. Neither holds the action up. */
  begin(deed: Deed, { pictured }: { pictured: boolean }): (outcome: Outcome) => void {
    const at = new Date().toISOString();
    const started = performance.now();
    const before = pictured ? this.#pictures.before() : undefined;
    return (outcome) => {
      const durationMs = Math.round(performance.now() - started);
      const entry = { id: newId('tml'), at, ...deed, outcome, durationMs };
      const isSeen = pictured && outcome !== 'refused';
      void this.#finish(entry, isSeen ? before : undefined);
    };
  }

  async #finish(entry: KeptEntry, before: Promise<string | undefined> | undefined): Promise<void> {
    if (before === undefined) return this.#journal.add(entry);
    const ended = performance.now();
    await delay(SETTLE_MS, undefined, { ref: false });
    const [first, last] = await Promise.all([before, this.#pictures.since(ended)]);
    const pictures = first && last ? { before: first, after: last } : {};
    this.#journal.add({ ...entry, ...pictures });
  }

  async list(wish: PageWish): Promise<PageOf<TimelineEntry>> {
    const newestFirst = (await this.#journal.entries()).toReversed();
    const page = pageOf(newestFirst, wish, ({ id }) => id);
    return { ...page, items: page.items.map(present) };
  }

  /** All entries, oldest first, with the names of their pictures. */
  all(): Promise<readonly KeptEntry[]> {
    return this.#journal.entries();
  }

  async thumbnail(id: string, moment: 'before' | 'after'): Promise<Buffer> {
    const entry = (await this.#journal.entries()).find((each) => each.id === id);
    const name = entry?.[moment];
    const picture = name && (await this.picture(name));
    if (picture) return picture;
    throw new Fault('notFound', `The timeline has no picture from ${moment} this entry.`);
  }

  /** A picture by its name; undefined when it is no longer kept. */
  picture(name: string): Promise<Buffer | undefined> {
    return this.#pictures.read(name).catch(() => undefined);
  }

  /** What was done on another's desktop is not the next one's to see. */
  async clear(): Promise<void> {
    await Promise.all([this.#journal.clear(), this.#pictures.clear()]);
  }
}

export type { Actor, Deed };
