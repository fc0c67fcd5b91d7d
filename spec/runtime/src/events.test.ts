import { expect, test, vi } from 'vitest';
import { createApp } from '../test/contract.ts';
import { collect } from '../test/streams.ts';
import { EventQueue } from './event-queue.ts';
import { encodeEvent, encodeEvents } from './events.ts';
import type { ServerEvent } from './operation.ts';
import { Problem } from './problem.ts';

async function* from(...events: ServerEvent<unknown>[]): AsyncGenerator<ServerEvent<unknown>> {
  yield* events;
}

test('an event is one block, whatever its data holds', () => {
  expect(encodeEvent({ id: '7', event: 'noise', data: { text: 'a\nb\r\n\u2028' } })).toBe(
    'id: 7\nevent: noise\ndata: {"text":"a\\nb\\r\\n\u2028"}\n\n',
  );
  expect(encodeEvent({ data: null })).toBe('data: null\n\n');
});

test('an id cannot smuggle a field in', () => {
  expect(encodeEvent({ id: '1\ndata: forged', data: 1 })).toBe('id: 1 data: forged\ndata: 1\n\n');
});

test('a handler that returns events streams them', async () => {
  const app = createApp({ streamNoises: () => from({ id: '1', data: { type: 'noise' } }) });
  const response = await app.request('/noises');
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).toBe(': open\n\nid: 1\ndata: {"type":"noise"}\n\n');
});

test('the cursor of a resumed stream reaches the handler', async () => {
  const streamNoises = vi.fn<(input: unknown) => unknown>(() => from());
  await createApp({ streamNoises }).request('/noises', { headers: { 'last-event-id': '41' } });
  expect(streamNoises.mock.calls[0]?.[0]).toMatchObject({ headers: { 'Last-Event-ID': '41' } });
});

test('a failure before the first event is an ordinary problem, a later one ends the stream with an event', async () => {
  const gone = new Problem({ status: 409, code: 'asleep', title: 'Asleep', detail: 'Wake it.' });
  const early = createApp({ streamNoises: () => Promise.reject(gone) });
  expect((await early.request('/noises')).status).toBe(409);
  async function* failing(): AsyncGenerator<ServerEvent<number>> {
    yield { data: 1 };
    throw gone;
  }
  const log = { info: vi.fn<() => void>(), error: vi.fn<() => void>() };
  const late = createApp({ streamNoises: failing }, { log });
  const text = await (await late.request('/noises')).text();
  expect(text).toContain('data: 1\n\nevent: problem\ndata: {');
  expect(text).toContain('"code":"asleep"');
  expect(log.error).toHaveBeenCalledOnce();
});

test('a silent stream gives signs of life', async () => {
  vi.useFakeTimers();
  try {
    const never = new EventQueue<ServerEvent<number>>({ onOverflow: () => ({ data: 0 }) });
    const reader = encodeEvents(never, { requestId: 'r' }).getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toBe(': open\n\n');
    const next = read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await next).toBe(': keep-alive\n\n');
    await reader.cancel();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a reader that goes away stops the source and aborts the request', async () => {
  const stopped = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  async function* endless(): AsyncGenerator<ServerEvent<number>> {
    try {
      for (let n = 0; ; n += 1) yield { data: n };
    } finally {
      stopped.resolve('stopped');
    }
  }
  const app = createApp(
    { streamNoises: endless },
    { context: (request) => void (signal = request.signal) },
  );
  const response = await app.request('/noises');
  await response.body!.cancel();
  expect(await stopped.promise).toBe('stopped');
  expect(signal?.aborted).toBe(true);
});

test.each(['ends', 'fails'])(
  'a source that %s because its reader went away is no failure',
  async (how) => {
    const gone = Promise.withResolvers<void>();
    const onError = vi.fn<() => void>();
    async function* source(): AsyncGenerator<ServerEvent<number>> {
      yield { data: 1 };
      await gone.promise;
      if (how === 'fails') throw new Error('the connection was closed');
    }
    const options = { requestId: 'r', onError, onClose: gone.resolve };
    const reader = encodeEvents(source(), options).getReader();
    await reader.read();
    await reader.cancel();
    await new Promise(setImmediate);
    expect(onError).not.toHaveBeenCalled();
  },
);

test('a slow reader holds its source back', async () => {
  let made = 0;
  async function* fast(): AsyncGenerator<ServerEvent<number>> {
    for (; ; made += 1) yield { data: made };
  }
  const reader = encodeEvents(fast(), { requestId: 'r' }).getReader();
  await reader.read();
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toBeLessThan(10);
  await reader.cancel();
});

const overflow = () => -1;

async function read(queue: EventQueue<number>): Promise<number[]> {
  return collect(queue);
}

test('a queue hands on what is pushed, in order, and ends when closed', async () => {
  const queue = new EventQueue<number>({ onOverflow: overflow });
  const all = read(queue);
  queue.push(1);
  await Promise.resolve();
  queue.push(2);
  queue.close();
  queue.push(3);
  expect(await all).toEqual([1, 2]);
});

test('a reader that fell behind gets the gap and the end', async () => {
  const queue = new EventQueue<number>({ limit: 3, onOverflow: overflow });
  for (const item of [1, 2, 3, 4, 5]) queue.push(item);
  expect(queue.closed).toBe(true);
  expect(await read(queue)).toEqual([-1]);
});

test('a queue ends with its signal', async () => {
  const abort = new AbortController();
  const queue = new EventQueue<number>({ onOverflow: overflow, signal: abort.signal });
  const all = read(queue);
  abort.abort();
  expect(await all).toEqual([]);
  expect(
    await read(new EventQueue<number>({ onOverflow: overflow, signal: abort.signal })),
  ).toEqual([]);
});
