import { expect, test } from 'vitest';
import { readEvents, type ServerEvent } from './sse.ts';

const streamOf = (parts: string[], onCancel = (): void => undefined): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: (controller) => {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
    cancel: onCancel,
  });

const all = async (parts: string[]): Promise<ServerEvent[]> => {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(streamOf(parts))) events.push(event);
  return events;
};

test('events cut anywhere arrive whole, comments and unknown fields do not', async () => {
  const text =
    ': keep-alive\r\nid: 7\r\nevent: state\r\ndata: {"a":\r\ndata: 1}\r\n\r\nretry: 5\n\ndata:x\n\n';
  const expected = [
    { id: '7', event: 'state', data: '{"a":\n1}' },
    { id: '7', event: 'message', data: 'x' },
  ];
  expect(await all([text])).toEqual(expected);
  expect(await all([...text])).toEqual(expected);
});

test('an event that never ended is no event', async () => {
  expect(await all(['data: half\n'])).toEqual([]);
});

test('leaving the loop closes the stream', async () => {
  let cancelled = false;
  const body = streamOf(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n'], () => {
    cancelled = true;
  });
  for await (const event of readEvents(body)) if (event.data === '1') break;
  expect(cancelled).toBe(true);
});

test('a line without end is refused before it fills the memory', async () => {
  const parts = Array.from({ length: 6 }, () => 'x'.repeat(1024 * 1024));
  await expect(all(parts)).rejects.toThrow('too long');
});

test('an event without end is refused, however short its lines are', async () => {
  const parts = Array.from({ length: 6 }, () => `data: ${'x'.repeat(1024 * 1024)}\n`);
  await expect(all(parts)).rejects.toThrow('too long');
});
