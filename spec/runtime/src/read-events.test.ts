import { expect, test, vi } from 'vitest';
import { collect, streamOf } from '../test/streams.ts';
import { Problem } from './problem.ts';
import { followEvents, readEvents, type ReceivedEvent } from './read-events.ts';

const encoder = new TextEncoder();

function body(...chunks: string[]): ReadableStream<Uint8Array> {
  return streamOf(chunks.map((chunk) => encoder.encode(chunk)));
}

const all = (...chunks: string[]) => collect(readEvents<unknown>(body(...chunks)));

test('events are read with id, name and data; comments are not', async () => {
  expect(
    await all(': open\n\nid: 1\nevent: noise\ndata: {"a":1}\n\n: keep-alive\n\ndata:2\n\n'),
  ).toEqual([
    { id: '1', event: 'noise', data: { a: 1 } },
    { id: '1', event: '', data: 2 },
  ]);
});

test('any split of the bytes gives the same events', async () => {
  const text =
    'id: 1\r\nevent: é😀\r\ndata: [1,\r\ndata: 2]\r\n\r\ndata: "x"\r\rid: 3\ndata: null\n\n';
  const whole = await all(text);
  expect(whole).toEqual([
    { id: '1', event: 'é😀', data: [1, 2] },
    { id: '1', event: '', data: 'x' },
    { id: '3', event: '', data: null },
  ]);
  const bytes = encoder.encode(text);
  for (const size of [1, 2, 3, 7]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.slice(n * size, (n + 1) * size),
    );
    const stream = streamOf(chunks);
    expect(await collect(readEvents(stream))).toEqual(whole);
  }
});

test('an event that was cut off is not an event', async () => {
  expect(await all('data: 1\n\ndata: 2\n')).toEqual([{ id: '', event: '', data: 1 }]);
});

test('an event without data is skipped and its name forgotten', async () => {
  expect(await all('event: a\n\ndata: 1\n\n')).toEqual([{ id: '', event: '', data: 1 }]);
});

test('an endless event ends the reading, not the process', async () => {
  const chunk = `data: ${'x'.repeat(1024 * 1024)}`;
  function* endless(): Generator<Uint8Array> {
    while (true) yield encoder.encode(chunk);
  }
  await expect(collect(readEvents(streamOf(endless())))).rejects.toThrow('longer than 16 MiB');
});

const quick = { minDelayMs: 1, maxDelayMs: 2 };
const status = (code: number): Problem =>
  new Problem({ status: code, code: 'x', title: 'x', detail: 'x' });

async function* events(...ids: string[]): AsyncGenerator<ReceivedEvent<string>> {
  for (const id of ids) yield { id, event: '', data: id };
}

test('a stream that ends or breaks goes on after its last event', async () => {
  const abort = new AbortController();
  async function* breaking(): AsyncGenerator<ReceivedEvent<string>> {
    yield* events('3');
    throw new TypeError('terminated');
  }
  const open = vi
    .fn<(last: string | undefined) => Promise<AsyncIterable<ReceivedEvent<string>>>>()
    .mockResolvedValueOnce(events('1', '2'))
    .mockResolvedValueOnce(breaking())
    .mockRejectedValueOnce(status(503))
    .mockResolvedValueOnce(events('4'));
  const seen: string[] = [];
  for await (const { data } of followEvents(open, {
    ...quick,
    signal: abort.signal,
    lastEventId: '0',
  })) {
    seen.push(data);
    if (data === '4') abort.abort();
  }
  expect(seen).toEqual(['1', '2', '3', '4']);
  expect(open.mock.calls.map(([last]) => last)).toEqual(['0', '2', '3', '3']);
});

test.each([401, 403, 404])('%i ends the following: asking again would not help', async (code) => {
  const open = vi.fn<() => Promise<never>>().mockRejectedValue(status(code));
  await expect(collect(followEvents(open, quick))).rejects.toMatchObject({ status: code });
  expect(open).toHaveBeenCalledOnce();
});

test('429 is tried again', async () => {
  const abort = new AbortController();
  const open = vi
    .fn<() => Promise<AsyncIterable<ReceivedEvent<string>>>>()
    .mockRejectedValueOnce(status(429))
    .mockResolvedValueOnce(events('1'));
  for await (const { id } of followEvents(open, { ...quick, signal: abort.signal })) {
    expect(id).toBe('1');
    abort.abort();
  }
  expect(open).toHaveBeenCalledTimes(2);
});

test('an abort cuts the back-off short', async () => {
  const abort = new AbortController();
  const open = vi.fn<() => Promise<never>>().mockImplementation(() => {
    setImmediate(() => abort.abort());
    return Promise.reject(new TypeError('no connection'));
  });
  const followed = followEvents(open, {
    minDelayMs: 60_000,
    maxDelayMs: 60_000,
    signal: abort.signal,
  });
  expect(await collect(followed)).toEqual([]);
});
