import type { InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { createGatewayClient } from '@cyberdesk/generated/gateway/client.gen';
import type { ReceivedEvent } from '@cyberdesk/runtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  running,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let stop: AbortController;
beforeEach(async () => {
  world = await startWorld({ events: { capacity: 20, backlog: 50 } });
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await world.close();
});

type Event = ReceivedEvent<InstanceEvent>;

const open = async (lastEventId?: string): Promise<AsyncIterator<Event>> => {
  const token = await world.token({ org: undefined, actor: { type: 'system', id: 'worker' } });
  const client = createGatewayClient({
    baseUrl: `http://127.0.0.1:${world.gateway.controlPort}`,
    headers: () => ({ authorization: `Bearer ${token}` }),
  });
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const events = await client.streamInstanceEvents({ headers }, { signal: stop.signal });
  return (events as AsyncIterable<Event>)[Symbol.asyncIterator]();
};

const take = async (events: AsyncIterator<Event>, count: number): Promise<Event[]> => {
  const taken: Event[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done) throw new Error(`the stream ended after ${taken.length} events`);
    taken.push(next.value);
  }
  return taken;
};

const change = (sequence: number) => setStatus(world.kube, running, { sequence });

test('a stream begins with a snapshot and goes on with changes', async () => {
  const events = await open();
  const [first, synced] = await take(events, 2);
  expect(first?.data).toMatchObject({ type: 'instance.changed', instance: { name: running } });
  expect(first?.id).toBe('');
  expect(synced?.data).toEqual({ type: 'instances.synced', names: [running] });
  const name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, { phase: 'Starting' });
  await world.kube.instances.delete(name);
  const later = await take(events, 3);
  expect(later.map(({ data }) => data)).toMatchObject([
    { type: 'instance.changed', instance: { name, status: {} } },
    { type: 'instance.changed', instance: { name, status: { phase: 'Starting' } } },
    { type: 'instance.removed', instance: { name } },
  ]);
  expect(new Set(later.map(({ id }) => id)).size).toBe(3);
});

test('a reader that comes back gets what it missed, once', async () => {
  const events = await open();
  await take(events, 2);
  await change(1);
  const [seen] = await take(events, 1);
  await events.return?.();
  for (const sequence of [2, 3, 4]) await change(sequence);
  const resumed = await open(seen?.id);
  const sequences = (await take(resumed, 3)).map(
    ({ data }) => 'instance' in data && data.instance.status.sequence,
  );
  expect(sequences).toEqual([2, 3, 4]);
  await change(5);
  expect((await take(resumed, 1))[0]?.data).toMatchObject({
    instance: { status: { sequence: 5 } },
  });
});

test.each(['abc', '000000000000.1', '.', '1.2.3'])(
  'a cursor that is not of this process (%s) is answered with gap',
  async (cursor) => {
    const events = await open(cursor);
    const [gap] = await take(events, 1);
    expect(gap?.data).toEqual({ type: 'gap' });
    expect(await events.next()).toMatchObject({ done: true });
    const again = await open(gap?.id);
    expect((await take(again, 2))[1]?.data).toMatchObject({ type: 'instances.synced' });
  },
);

test('a cursor that is too old is answered with gap', async () => {
  const events = await open();
  const [, synced] = await take(events, 2);
  for (let sequence = 1; sequence <= 60; sequence += 1) await change(sequence);
  await take(events, 60).catch(() => undefined);
  const late = await open(synced?.id);
  expect((await take(late, 1))[0]?.data).toEqual({ type: 'gap' });
});

test('a reader that lags too far behind gets gap and the end', async () => {
  const { events } = world.gateway.services;
  const slow = events.read(undefined, stop.signal)[Symbol.asyncIterator]();
  await slow.next();
  for (let sequence = 1; sequence <= 60; sequence += 1) await change(sequence);
  await expect.poll(() => world.gateway.services.instances.get(running)?.status.sequence).toBe(60);
  const rest: InstanceEvent[] = [];
  for (let next = await slow.next(); !next.done; next = await slow.next())
    rest.push(next.value.data);
  expect(rest.at(-1)).toEqual({ type: 'gap' });
  expect(rest.length).toBeLessThan(5);
});

test('readers are bounded, and one that left makes room', async () => {
  const { events } = world.gateway.services;
  const stops = Array.from({ length: 64 }, () => new AbortController());
  const readers = stops.map(({ signal }) => events.read(undefined, signal)[Symbol.asyncIterator]());
  for (const reader of readers) await reader.next();
  expect(() => events.read(undefined, stop.signal)).toThrow('Too many readers');
  stops[0]?.abort();
  await readers[0]?.return?.();
  expect(() => events.read(undefined, stop.signal)).not.toThrow();
});

test('a token of one organization may not follow all', async () => {
  expect((await world.call('GET', '/instances/events')).status).toBe(403);
});

test('the stream ends when the gateway goes away', async () => {
  const events = await open();
  await take(events, 2);
  const ended = events.next();
  await world.gateway.close();
  expect(await ended).toMatchObject({ done: true });
  world.gateway.close = async () => {};
});
