import { type Backoff, backoff, pause } from './backoff.ts';

/** An event as a client reads it: absent fields of the wire are empty text. */
export interface ReceivedEvent<Data> {
  id: string;
  event: string;
  data: Data;
}

/** Longest event that is read; more is a broken or hostile server. */
const maxEventChars = 16 * 1024 * 1024;

/** Splits text at line ends as it arrives and puts the lines together to events. */
class EventParser<Data> {
  #text = '';
  #id = '';
  #event = '';
  #data: string[] = [];

  *push(chunk: string): Generator<ReceivedEvent<Data>> {
    this.#text += chunk;
    if (this.#text.length > maxEventChars) throw new Error('An event is longer than 16 MiB');
    for (let line = this.#takeLine(); line !== undefined; line = this.#takeLine()) {
      if (line !== '') this.#readField(line);
      else if (this.#data.length > 0) yield this.#finish();
      else this.#event = '';
    }
  }

  #takeLine(): string | undefined {
    const match = /\r\n|\n|\r/.exec(this.#text);
    // A carriage return at the very end may be the first half of a line end.
    if (!match || (match[0] === '\r' && match.index === this.#text.length - 1)) return undefined;
    const line = this.#text.slice(0, match.index);
    this.#text = this.#text.slice(match.index + match[0].length);
    return line;
  }

  #readField(line: string): void {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') this.#data.push(value);
    if (name === 'event') this.#event = value;
    // An id lasts until the next one, as in browsers.
    if (name === 'id' && !value.includes('\0')) this.#id = value;
  }

  #finish(): ReceivedEvent<Data> {
    const event = {
      id: this.#id,
      event: this.#event,
      data: JSON.parse(this.#data.join('\n')) as Data,
    };
    this.#event = '';
    this.#data = [];
    return event;
  }
}

/** Events of one response body, to its end. */
export async function* readEvents<Data>(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ReceivedEvent<Data>, void> {
  const parser = new EventParser<Data>();
  const decoder = new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>;
  for await (const chunk of body.pipeThrough(decoder)) yield* parser.push(chunk);
}

export interface FollowOptions extends Backoff {
  signal?: AbortSignal;
  lastEventId?: string;
  /** Whether to try again after this error; by default everything but a refusal of this very request (4xx). */
  retry?: (error: unknown) => boolean;
}

const worthRetry = (error: unknown): boolean => {
  const status = (error as { status?: number } | undefined)?.status ?? 0;
  return status < 400 || status >= 500 || status === 429;
};

type Open<Data> = (lastEventId: string | undefined) => Promise<AsyncIterable<ReceivedEvent<Data>>>;

/** Follows a stream for ever: reconnects after its last event, with back-off that an event resets. */
export async function* followEvents<Data>(
  open: Open<Data>,
  options: FollowOptions = {},
): AsyncGenerator<ReceivedEvent<Data>, void> {
  const { signal, retry = worthRetry } = options;
  const wait = backoff(options);
  let last = options.lastEventId;
  const connect = async function* (): AsyncGenerator<ReceivedEvent<Data>, void> {
    for await (const event of await open(last)) {
      wait.reset();
      last = event.id || last;
      yield event;
    }
  };
  const stopped = (): boolean => signal?.aborted ?? false;
  for (; !stopped(); await pause(wait.next(), signal)) {
    try {
      yield* connect();
    } catch (error) {
      if (!stopped() && !retry(error)) throw error;
    }
  }
}
