/** An event as a client reads it: absent fields of the wire are empty text. */
export interface ReceivedEvent<Data> {
  id: string;
  event: string;
  data: Data;
}

/** Longest event that is read; more is a broken or hostile server. */
const maxEventChars = 16 * 1024 * 1024;

interface Fields {
  id: string;
  event: string;
  data: string[];
}

function readField(fields: Fields, line: string): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') fields.data.push(value);
  else if (name === 'event') fields.event = value;
  else if (name === 'id' && !value.includes('\0')) fields.id = value;
}

function* takeLines(buffer: { text: string }, done: boolean): Generator<string> {
  while (true) {
    const match = /\r\n|\n|\r/.exec(buffer.text);
    // A carriage return at the very end may be the first half of a line end.
    if (!match || (!done && match[0] === '\r' && match.index === buffer.text.length - 1)) return;
    const line = buffer.text.slice(0, match.index);
    buffer.text = buffer.text.slice(match.index + match[0].length);
    yield line;
  }
}

/** Events of one response body, to its end. */
export async function* readEvents<Data>(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ReceivedEvent<Data>, void> {
  const buffer = { text: '' };
  let fields: Fields = { id: '', event: '', data: [] };
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>,
  )) {
    buffer.text += chunk;
    if (buffer.text.length > maxEventChars) throw new Error('An event is longer than 16 MiB');
    for (const line of takeLines(buffer, false)) {
      if (line !== '') readField(fields, line);
      else {
        const { id, event, data } = fields;
        // An id lasts until the next one, as in browsers.
        fields = { id, event: '', data: [] };
        if (data.length > 0) yield { id, event, data: JSON.parse(data.join('\n')) as Data };
      }
    }
  }
}

export interface FollowOptions {
  signal?: AbortSignal;
  lastEventId?: string;
  /** Whether to try again after this error; by default everything but a problem of the caller's own making (4xx). */
  retry?: (error: unknown) => boolean;
  minDelayMs?: number;
  maxDelayMs?: number;
}

const fatal = (error: unknown): boolean => {
  const status = (error as { status?: number } | undefined)?.status;
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
};

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

type Open<Data> = (lastEventId: string | undefined) => Promise<AsyncIterable<ReceivedEvent<Data>>>;

/** Follows a stream for ever: reconnects after its last event, with back-off that an event resets. */
export async function* followEvents<Data>(
  open: Open<Data>,
  options: FollowOptions = {},
): AsyncGenerator<ReceivedEvent<Data>, void> {
  const {
    signal,
    retry = (error) => !fatal(error),
    minDelayMs = 200,
    maxDelayMs = 10_000,
  } = options;
  let { lastEventId } = options;
  let delay = minDelayMs;
  while (!signal?.aborted) {
    try {
      for await (const event of await open(lastEventId)) {
        delay = minDelayMs;
        if (event.id) lastEventId = event.id;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!retry(error)) throw error;
    }
    await pause(delay * (0.5 + Math.random() / 2), signal);
    delay = Math.min(delay * 2, maxDelayMs);
  }
}
