import { QueryClient } from '@tanstack/react-query';
import type { DesktopData, Event, EventsOptions } from 'cyberdesk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyEvent, follow } from './follow.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const desktop = (id: string) =>
  ({ id, name: id, state: 'starting', stateSince: '2026-11-23T08:00:00.000Z' }) as DesktopData;
const running = (id: string, createdAt = '2026-11-23T08:00:05.000Z'): Event => ({
  type: 'desktop.running',
  id: `evt_${id}`,
  desktopId: id,
  createdAt,
  state: 'running',
  reason: 'Ready',
});

const cache = () => {
  const queries = new QueryClient();
  queries.setQueryData(['desktops', 'all'], {
    pages: [{ items: [desktop('a'), desktop('b')] }, { items: [desktop('c')] }],
    pageParams: ['', 'next'],
  });
  queries.setQueryData(['desktop', 'c'], desktop('c'));
  const states = () => {
    const list = queries.getQueryData<{ pages: { items: DesktopData[] }[] }>(['desktops', 'all']);
    return list?.pages.flatMap(({ items }) => items.map(({ state }) => state));
  };
  return { queries, states };
};

test('the state that an event tells is shown in every list and on the page', () => {
  const { queries, states } = cache();
  expect(applyEvent(queries, running('c'))).toMatchObject({
    state: 'running',
    stateReason: 'Ready',
  });
  expect(states()).toEqual(['starting', 'starting', 'running']);
  expect(queries.getQueryData(['desktop', 'c'])).toMatchObject({ state: 'running' });
});

test('an event that is older than what is shown changes nothing', () => {
  const { queries, states } = cache();
  expect(applyEvent(queries, running('a', '2026-11-23T07:59:00.000Z'))).toBeUndefined();
  expect(applyEvent(queries, running('unknown'))).toBeUndefined();
  expect(states()).toEqual(['starting', 'starting', 'starting']);
});

/** A stream that the test feeds. */
const started = () => {
  const { queries } = cache();
  const feed: { options?: EventsOptions; push: (event: Event) => void } = { push: () => undefined };
  const events = {
    stream: async function* (options: EventsOptions = {}) {
      feed.options = options;
      for (;;) yield await new Promise<Event>((resolve) => (feed.push = resolve));
    },
  };
  const leave = new AbortController();
  const told = { live: [] as boolean[], changed: [] as string[] };
  const invalidated = vi.spyOn(queries, 'invalidateQueries');
  void follow(events, queries, {
    signal: leave.signal,
    onLive: (isLive) => void told.live.push(isLive),
    onChange: ({ id }) => void told.changed.push(id),
  });
  const keys = () => invalidated.mock.calls.map(([filter]) => filter?.queryKey);
  return { feed, leave, told, keys };
};

test('events that come together are read again once', async () => {
  const { feed, told, keys } = started();
  feed.push(running('a'));
  await vi.advanceTimersByTimeAsync(0);
  feed.push(running('b'));
  await vi.advanceTimersByTimeAsync(249);
  expect(keys()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(keys()).toEqual([['desktops'], ['desktop', 'a'], ['desktop', 'b']]);
  expect(told.changed).toEqual(['a', 'b']);
});

test('after a gap, and whenever the stream opens, everything is read again', async () => {
  const { feed, told, keys } = started();
  feed.options?.onConnection?.(true);
  await vi.advanceTimersByTimeAsync(250);
  expect(keys()).toEqual([['desktops'], ['desktop']]);
  feed.options?.onConnection?.(false);
  feed.push({ type: 'gap', id: 'evt', createdAt: '2026-11-23T08:00:00.000Z' });
  await vi.advanceTimersByTimeAsync(250);
  expect(keys()).toHaveLength(4);
  expect(told.live).toEqual([true, false]);
});

test('who has left is told nothing', async () => {
  const { feed, leave, told, keys } = started();
  feed.push(running('a'));
  await vi.advanceTimersByTimeAsync(0);
  leave.abort();
  feed.options?.onConnection?.(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([keys(), told.live]).toEqual([[], []]);
});
