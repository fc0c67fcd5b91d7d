import { APIError } from './errors.ts';
import type { EventsResource } from './generated/resources.gen.ts';
import type { Event } from './generated/types.gen.ts';
import { silenceGuard } from './silence.ts';
import type { ServerEvent } from './sse.ts';

/** Where to begin and when to end. */
export interface EventsOptions {
  /** `id` of the last event that was read; absent for what happens from now on. */
  lastEventId?: string;
  signal?: AbortSignal;
  /** Told whenever the stream opens and whenever it breaks: between the two nothing is missed. */
  onConnection?: (isOpen: boolean) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** How far a reader has come, and how often in a row it could not be connected. */
interface Place {
  lastEventId: string | undefined;
  failures: number;
}

/** What happens in your organization, as it happens. */
export class Events {
  #events: EventsResource;

  constructor(events: EventsResource) {
    this.#events = events;
  }

  /**
   * Every event in order, for ever: a connection that breaks is made again after the last event. A refusal throws.
   * After `gap` events were lost: read the lists anew. Leaving the loop, or the signal, closes the connection.
   */
  async *stream(options: EventsOptions = {}): AsyncGenerator<Event, void> {
    const { signal } = options;
    const place = { lastEventId: options.lastEventId, failures: 0 };
    for (;;) {
      yield* this.#follow(place, options);
      if (signal?.aborted) return;
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** place.failures), signal);
      place.failures += 1;
    }
  }

  /** One connection until it breaks. */
  async *#follow(place: Place, options: EventsOptions): AsyncGenerator<Event, void> {
    try {
      for await (const { id, data } of this.#connect(place.lastEventId, options)) {
        const event = JSON.parse(data) as Event;
        place.failures = 0;
        // What was lost cannot be had again by the same cursor.
        place.lastEventId = event.type === 'gap' ? undefined : (id ?? place.lastEventId);
        yield event;
      }
    } catch (error) {
      if (!options.signal?.aborted && isFinal(error)) throw error;
    }
  }

  async *#connect(
    lastEventId: string | undefined,
    { signal, onConnection }: EventsOptions,
  ): AsyncGenerator<ServerEvent, void> {
    const guard = silenceGuard(signal);
    const options = {
      signal: guard.signal,
      ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
      onAlive: guard.alive,
    };
    try {
      const events = await this.#events.stream(options);
      onConnection?.(true);
      yield* events;
    } finally {
      onConnection?.(false);
      guard.stop();
    }
  }
}

/** Asking again would be refused again. */
const isFinal = (error: unknown): boolean =>
  error instanceof APIError && error.status < 500 && error.status !== 429 && error.status !== 408;

/** Waits between half of the time and all of it, so that many clients do not come back at once. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms * (0.5 + Math.random() / 2));
    signal?.addEventListener('abort', done);
  });
