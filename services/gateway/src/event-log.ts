import { randomBytes } from 'node:crypto';
import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import type { Informer } from '@cyberdesk/kube/informer';
import { EventQueue, type ServerEvent } from '@cyberdesk/runtime';
import type { Instance } from './domain/instance.ts';
import { Refusal } from './domain/refusal.ts';

type Sent = ServerEvent<InstanceEvent>;

export interface EventLogOptions {
  /** Events kept for readers that come back. */
  capacity?: number;
  /** Events that a reader may lag behind. */
  backlog?: number;
  maxReaders?: number;
}

/**
 * Changes of all instances in the order in which this process saw them. A cursor is a place in that order, so that it
 * is right whatever the informer went through; a cursor of another process, or one too old, is answered with `gap`.
 * (Resource versions would not do: after a lost watch the informer learns of removals without their version.)
 */
export class EventLog {
  readonly #id = randomBytes(6).toString('hex');
  readonly #informer: Informer<Instance>;
  readonly #limits: Required<EventLogOptions>;
  readonly #readers = new Set<EventQueue<Sent>>();
  #kept: Sent[] = [];
  #sequence = 0;

  constructor(informer: Informer<Instance>, options: EventLogOptions = {}) {
    this.#informer = informer;
    this.#limits = { capacity: 4_096, backlog: 1_000, maxReaders: 64, ...options };
    informer.onChange(({ type, object: instance }) =>
      this.#append(
        type === 'deleted'
          ? { type: 'instance.removed', instance }
          : { type: 'instance.changed', instance },
      ),
    );
  }

  /** What a reader that last saw `cursor` missed, and then everything that happens. */
  read(cursor: string | undefined, signal: AbortSignal): AsyncIterable<Sent> {
    if (this.#readers.size >= this.#limits.maxReaders)
      throw new Refusal('unavailable', 'Too many readers follow the events.', {
        retryAfterSeconds: 5,
      });
    const queue = new EventQueue<Sent>({
      limit: this.#limits.backlog,
      onOverflow: () => gap,
      signal,
    });
    // Taken in the same turn as the queue is added: nothing is lost or told twice between the two.
    const missed =
      cursor === undefined || cursor === fromStart ? this.#snapshot() : this.#since(cursor);
    if (missed === undefined) return only(gap);
    this.#readers.add(queue);
    return this.#follow(missed, queue);
  }

  /** Ends all streams; their readers reconnect elsewhere. */
  close(): void {
    for (const queue of this.#readers) queue.close();
  }

  #append(data: InstanceEvent): void {
    this.#sequence += 1;
    const event = { id: this.#cursor(), data };
    this.#kept.push(event);
    const { capacity } = this.#limits;
    if (this.#kept.length >= 2 * capacity) this.#kept = this.#kept.slice(-capacity);
    for (const queue of this.#readers) queue.push(event);
  }

  #cursor(): string {
    return `${this.#id}.${this.#sequence}`;
  }

  /** The instances carry no id: a reader that breaks off within the snapshot must start again. */
  #snapshot(): Sent[] {
    const instances = this.#informer.list();
    const names = instances.map(({ name }) => name);
    const changed = instances.map((instance): Sent => ({
      data: { type: 'instance.changed', instance },
    }));
    return [...changed, { id: this.#cursor(), data: { type: 'instances.synced', names } }];
  }

  #since(cursor: string): Sent[] | undefined {
    const [id, place] = cursor.split('.');
    const missed = this.#sequence - Number(place);
    const known = id === this.#id && Number.isInteger(missed) && missed >= 0;
    if (!known || missed > this.#kept.length) return undefined;
    return missed === 0 ? [] : this.#kept.slice(-missed);
  }

  async *#follow(missed: Sent[], queue: EventQueue<Sent>): AsyncGenerator<Sent, void> {
    try {
      for (const event of missed) {
        if (queue.closed) break;
        yield event;
      }
      yield* queue;
    } finally {
      queue.close();
      this.#readers.delete(queue);
    }
  }
}

/** Whoever comes back with this cursor wants the snapshot. */
const fromStart = 'start';

const gap: Sent = { id: fromStart, data: { type: 'gap' } };

async function* only(event: Sent): AsyncGenerator<Sent, void> {
  yield event;
}
