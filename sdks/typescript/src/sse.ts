/** One server-sent event. */
export interface ServerEvent {
  /** Give it as `Last-Event-ID` to go on after this event. */
  id: string | undefined;
  /** Kind of event; `message` when the server names none. */
  event: string;
  /** The text of the event, JSON in this API. */
  data: string;
}

/** A longer event is none of this API but of a broken or hostile server. */
const MAX_EVENT = 4 * 1024 * 1024;

/** What is kept of an event; another field, or a comment, would only fill the memory. */
const FIELDS = new Set(['id', 'event', 'data']);

/** Reads `text/event-stream`. Leaving the loop, or an abort of the call, closes the connection. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onAlive?: () => void,
): AsyncGenerator<ServerEvent> {
  const fields = new Map<string, string>();
  for await (const line of lines(body)) {
    onAlive?.();
    if (line !== '') {
      take(fields, line);
      continue;
    }
    const data = fields.get('data');
    if (data !== undefined)
      yield { id: fields.get('id'), event: fields.get('event') ?? 'message', data };
    // The id stays: it is the place in the stream, also of events that carry none.
    fields.delete('data');
    fields.delete('event');
  }
}

/** One line `name: value`; lines of data add up, a comment has no name. */
const take = (fields: Map<string, string>, line: string): void => {
  const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
  const before = name === 'data' ? fields.get('data') : undefined;
  if (!FIELDS.has(name) || (name === 'id' && value.includes('\0'))) return;
  const whole = before === undefined ? value : `${before}\n${value}`;
  if (whole.length > MAX_EVENT) throw new Error('An event of the stream is too long.');
  fields.set(name, whole);
};

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the end may be the first half of a line end.
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      if (rest.length > MAX_EVENT) throw new Error('A line of the event stream is too long.');
      yield* parts;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
