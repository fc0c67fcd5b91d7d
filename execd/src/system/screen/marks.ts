import { Fault } from '../fault.ts';
import type { Region } from './region.ts';

/** An element with the number that is drawn beside it. */
export interface NumberedMark {
  mark: number;
  handle: string;
  role: string;
  name: string;
  region: Region;
}

/** Who observes: a mark means something to the one who saw it. */
export interface Observer {
  principal: string;
  actor: { type: string; id: string };
}

const MAX_OBSERVERS = 64;

/** The marks of each caller's newest observation. */
export class Marks {
  #byObserver = new Map<string, Map<number, NumberedMark>>();

  remember(observer: Observer, marks: readonly NumberedMark[]): void {
    const key = keyOf(observer);
    this.#byObserver.delete(key);
    this.#byObserver.set(key, new Map(marks.map((mark) => [mark.mark, mark])));
    const [oldest] = this.#byObserver.keys();
    if (this.#byObserver.size > MAX_OBSERVERS && oldest !== undefined) {
      this.#byObserver.delete(oldest);
    }
  }

  /** The mark of this number in the caller's newest observation. */
  find(observer: Observer, mark: number): NumberedMark {
    const found = this.#byObserver.get(keyOf(observer))?.get(mark);
    if (found) return found;
    const detail = `Your newest observation has no mark ${mark}. Observe the screen again and use one of its marks.`;
    throw new Fault('unprocessable', detail);
  }
}

const keyOf = ({ principal, actor }: Observer): string =>
  JSON.stringify([principal, actor.type, actor.id]);
