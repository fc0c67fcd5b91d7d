import type { Desktop, Event } from '@cyberdesk/generated/api/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { readEvents, type ReceivedEvent } from '@cyberdesk/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../src/store/database.ts';
import { appendEvent, forgetEvents } from '../src/store/events.ts';
import { callerOf, outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
const open: (() => Promise<void>)[] = [];
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterEach(async () => {
  world.deps.now = Date.now;
  await Promise.all(open.splice(0).map((close) => close()));
});
afterAll(() => world.stop());

/** Follows the events; `next` waits for one, undefined at the end. */
const follow = async (lastEventId?: string, key = me.key) => {
  const headers = lastEventId === undefined ? undefined : { 'last-event-id': lastEventId };
  const response = await callerOf(world.app, key)('GET', '/v1/events/stream', undefined, headers);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream',
  ]);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const events = readEvents<Event>(body);
  open.push(() => reader.cancel());
  const next = async (): Promise<ReceivedEvent<Event> | undefined> =>
    (await events.next()).value as ReceivedEvent<Event> | undefined;
  const take = async (count: number): Promise<ReceivedEvent<Event>[]> => {
    const taken: ReceivedEvent<Event>[] = [];
    for (let event; taken.length < count && (event = await next());) taken.push(event);
    return taken;
  };
  return { next, take };
};
const append = (
  type: string,
  { db, organization = me.organization }: { db?: Db; organization?: string } = {},
) =>
  appendEvent(db ?? world.deps.db, { id: newId('dsk'), organization_id: organization }, type, {});
const log = () =>
  world.deps.db
    .selectFrom('events')
    .selectAll()
    .where('organization_id', '=', me.organization)
    .orderBy('sequence')
    .execute();

test('what happens to a desktop is told in order, and to nobody else', async () => {
  const other = await world.customer();
  const [mine, theirs] = [await follow(), await follow(undefined, other.key)];
  const desktop = (await (await me.call('POST', '/v1/desktops', { name: 'a' })).json()) as Desktop;
  await me.call('PATCH', `/v1/desktops/${desktop.id}`, { name: 'b' });
  await me.call('POST', `/v1/desktops/${desktop.id}/stop`);
  await me.call('DELETE', `/v1/desktops/${desktop.id}`);
  const told = (await mine.take(5)).map(({ data }) => data);
  expect(told.map(({ type, state }) => [type, state])).toEqual([
    ['desktop.created', 'pending'],
    ['desktop.updated', 'pending'],
    ['desktop.stopping', 'stopping'],
    ['desktop.deleting', 'deleting'],
    ['desktop.deleted', 'deleted'],
  ]);
  expect(told[2]).toMatchObject({ desktopId: desktop.id, reason: 'StopRequested' });
  expect(told.map(({ id }) => id)).toEqual((await log()).map(({ id }) => id));
  const { id: desktopId } = await other.desktop();
  expect((await theirs.next())?.data).toMatchObject({ type: 'desktop.created', desktopId });
});

test('a reader that comes back goes on after its last event', async () => {
  for (const type of ['a', 'b', 'c']) await append(type);
  const [first] = await log();
  const back = await follow(first?.id);
  expect((await back.take(2)).map(({ data }) => data.type)).toEqual(['b', 'c']);
  await append('d');
  expect((await back.next())?.data.type).toBe('d');
});

test('without a cursor it begins with the next event', async () => {
  await append('before');
  const reader = await follow();
  await append('after');
  expect((await reader.next())?.data.type).toBe('after');
});

test('transactions that overlap and end in the other order lose no event', async () => {
  await append('start');
  const [start] = await log();
  const reader = await follow(start?.id);
  const [written, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = world.deps.db.transaction().execute(async (db) => {
    await append('slow', { db });
    written.resolve();
    await mayEnd.promise;
  });
  await written.promise;
  let ended = false;
  const quick = append('quick').then(() => (ended = true));
  const waits = async () => {
    const { rows } = await world.deps.pool.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert%events%'`,
    );
    return rows.length > 0 || ended;
  };
  await expect.poll(waits).toBe(true);
  // One of another organization waits for nobody.
  await append('other', { organization: (await world.customer()).organization });
  const first = reader.next();
  if (ended) await first;
  mayEnd.resolve();
  await Promise.all([slow, quick]);
  const told = [await first, await reader.next()].map((event) => event?.data.type);
  expect(told).toEqual(['slow', 'quick']);
});

test('many writers at once: every event once, in the order of its number', async () => {
  await append('start');
  const [start] = await log();
  const reader = await follow(start?.id);
  await Promise.all(Array.from({ length: 60 }, (_, n) => append(`e${n}`)));
  const told = (await reader.take(60)).map(({ id }) => id);
  const kept = await log();
  expect(told).toEqual(kept.slice(1).map(({ id }) => id));
  expect(kept.map(({ sequence }) => sequence)).toEqual(kept.map((_, n) => n + 1));
});

const bulk = (count: number) =>
  world.deps.pool.query(
    `insert into cyberdesk.events (organization_id, id, type, data)
     select $1, 'evt_' || gen_random_uuid(), 'bulk', '{}' from generate_series(1, $2)`,
    [me.organization, count],
  );

test('1,000 events behind is read to the end; one more is a gap and the end', async () => {
  await append('start');
  const [start] = await log();
  await bulk(1_000);
  expect(await (await follow(start?.id)).take(1_000)).toHaveLength(1_000);
  await append('one more');
  const late = await follow(start?.id);
  const gap = await late.next();
  expect(gap?.data).toMatchObject({ type: 'gap' });
  expect(await late.next()).toBeUndefined();
  const again = await follow(gap?.id);
  await append('after the gap');
  expect((await again.next())?.data.type).toBe('after the gap');
});

test.each([
  ['of nobody', () => newId('evt')],
  ['that is no id', () => 'x y'],
  ['of the future', () => '999999'],
])('a cursor %s is a gap', async (_name, cursor) => {
  await append('something');
  const reader = await follow(cursor());
  expect((await reader.next())?.data.type).toBe('gap');
  expect(await reader.next()).toBeUndefined();
});

test('the cursor of another organization is a gap', async () => {
  await append('mine');
  const [first] = await log();
  const other = await world.customer();
  expect((await (await follow(first?.id, other.key)).next())?.data.type).toBe('gap');
});

test('a month later an event is no cursor any more, and is forgotten', async () => {
  for (const type of ['old', 'young']) await append(type);
  const [old] = await log();
  const age = (days: number) =>
    world.admin(
      `update cyberdesk.events set created_at = now() - make_interval(hours => $1) where id = $2`,
      [days * 24, old?.id],
    );
  await age(30.5);
  expect((await (await follow(old?.id)).next())?.data.type).toBe('gap');
  await age(32);
  await forgetEvents(world.deps.db);
  expect((await log()).map(({ type }) => type)).toEqual(['young']);
  await world.deps.db.deleteFrom('events').where('organization_id', '=', me.organization).execute();
  expect(await log()).toHaveLength(1);
});

test('a key that is revoked reads no further', async () => {
  const { secret, row } = await world.deps.keys.create(me.organization, {
    ...{ name: 'reader', scopes: ['events:read'], expiresAt: null },
  });
  const reader = await follow(undefined, secret);
  await append('one');
  expect((await reader.next())?.data.type).toBe('one');
  await world.deps.keys.revoke(me.organization, row.id);
  world.deps.now = () => Date.now() + 31_000;
  await append('two');
  expect(await reader.next()).toBeUndefined();
});

test('so many streams and no more; one that is closed makes room', async () => {
  for (let n = 0; n < 3; n += 1) await follow();
  const more = () => me.call('GET', '/v1/events/stream');
  expect(await outcome(await more())).toEqual([429, 'limitReached']);
  await open.shift()?.();
  await follow();
});
