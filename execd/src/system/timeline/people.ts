import type { Actor } from '../control/control.ts';
import type { Act } from '../vnc/rfb.ts';
import type { Outcome, Timeline } from './timeline.ts';

/** What a person does goes into one entry until a pause, or for as long as this. */
const PAUSE_MS = 2000;
const LONGEST_MS = 10_000;

interface Spell {
  counts: Map<Act, number>;
  deed: { summary: string };
  end: (outcome: Outcome) => void;
  pause: NodeJS.Timeout;
  longest: NodeJS.Timeout;
}

const WORDS: Record<Act, [string, string]> = {
  key: ['key', 'keys'],
  press: ['press of a button', 'presses of a button'],
  pointer: ['move of the pointer', 'moves of the pointer'],
  clipboard: ['change of the clipboard', 'changes of the clipboard'],
  resize: ['change of the size', 'changes of the size'],
};

/** Sums up keys and pointer of people in live views; which keys they were is never kept. */
export class People {
  #timeline: Timeline;
  #spells = new Map<string, Spell>();

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  acted(actor: Actor, act: Act): void {
    const key = `${actor.type} ${actor.id}`;
    const spell = this.#spells.get(key) ?? this.#begin(key, actor);
    spell.counts.set(act, (spell.counts.get(act) ?? 0) + 1);
    spell.pause.refresh();
  }

  #begin(key: string, actor: Actor): Spell {
    const deed = { source: 'liveView', actor, operation: 'input', summary: '' };
    const end = this.#timeline.begin(deed, { pictured: true });
    const finish = () => this.#finish(key);
    const pause = setTimeout(finish, PAUSE_MS).unref();
    const longest = setTimeout(finish, LONGEST_MS).unref();
    const spell: Spell = { counts: new Map(), deed, end, pause, longest };
    this.#spells.set(key, spell);
    return spell;
  }

  #finish(key: string): void {
    const spell = this.#spells.get(key);
    if (!spell) return;
    this.#spells.delete(key);
    clearTimeout(spell.pause);
    clearTimeout(spell.longest);
    const words = [...spell.counts].map(
      ([act, count]) => `${count} ${WORDS[act][count === 1 ? 0 : 1]}`,
    );
    spell.deed.summary = words.join(', ');
    spell.end('done');
  }
}
