import type { Instance } from '@cyberdesk/generated/gateway/types.gen';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startProjection } from '../src/workers/projection.ts';
import { instanceOf } from './gateway.ts';
import { startWorld, type Customer, type World } from './world.ts';

const pauses = {
  reconnect: { firstMs: 20, longestMs: 200 },
  setAside: { firstMs: 30, longestMs: 200 },
};
let world: World;
let me: Customer;
let projection: ReturnType<typeof startProjection> | undefined;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
let warnings = 0;
beforeEach(() => {
  warnings = 0;
  world.deps.log.warn = () => void (warnings += 1);
});
afterEach(async () => {
  await projection?.stop();
  world.gateway.faults.clear();
  world.gateway.instances.clear();
});
afterAll(() => world.stop());

const stateOf = async (id: string) =>
  (await world.deps.db.selectFrom('desktops').selectAll().where('id', '=', id).executeTakeFirst())
    ?.state;
const runs = { phase: 'Running', sequence: 3, reason: 'Ready', message: 'runs' };
/** Changes an instance in the cluster without an event. */
const become = (id: string, status: object): Instance => {
  const name = id.replace('_', '-');
  const { spec } = world.gateway.instances.get(name) ?? {};
  const instance = instanceOf(name, spec as Instance['spec'], status as Instance['status']);
  world.gateway.instances.set(name, instance);
  return instance;
};
const emit = (instance: Instance) => world.gateway.emit({ type: 'instance.changed', instance });
const follow = async () => {
  projection = startProjection(world.deps, pauses);
  await expect.poll(() => world.gateway.readers).toBe(1);
  return projection;
};
/** What Postgres refuses to store. */
const poison = { ...runs, message: 'a\0b' };

test('an event that cannot be applied is set aside, and those behind it go on', async () => {
  const [bad, good] = [(await me.desktop()).id, (await me.desktop()).id];
  const { aside } = await follow();
  const streams = world.gateway.count('streamInstanceEvents');
  emit(become(bad, poison));
  emit(become(good, runs));
  await expect.poll(() => stateOf(good)).toBe('running');
  expect([aside.size, await stateOf(bad)]).toEqual([1, 'pending']);
  await expect.poll(() => aside.failed).toBeGreaterThan(2);
  expect(world.gateway.count('streamInstanceEvents')).toBe(streams);
  become(bad, runs);
  await expect.poll(() => stateOf(bad)).toBe('running');
  await expect.poll(() => aside.size).toBe(0);
});

test('its later event takes it back at once; one that is gone is noted as gone', async () => {
  const [healed, gone] = [(await me.desktop()).id, (await me.desktop()).id];
  const { aside } = await follow();
  for (const id of [healed, gone]) emit(become(id, poison));
  await expect.poll(() => aside.size).toBe(2);
  world.gateway.instances.delete(gone.replace('_', '-'));
  emit(become(healed, { ...runs, sequence: 4 }));
  await expect.poll(() => stateOf(healed)).toBe('running');
  await expect.poll(() => stateOf(gone)).toBe('failed');
  await expect.poll(() => aside.size).toBe(0);
});

test('a poisoned snapshot does not keep the others from being compared', async () => {
  const [bad, lost] = [(await me.desktop()).id, (await me.desktop()).id];
  become(bad, poison);
  await world.deps.db
    .updateTable('desktops')
    .set({ state: 'running', sequence: 2 })
    .where('id', '=', lost)
    .execute();
  world.gateway.instances.delete(lost.replace('_', '-'));
  await follow();
  await expect.poll(() => stateOf(lost)).toBe('failed');
});

test('one of a snapshot that cannot be noted as gone does not keep the others from it', async () => {
  const ids = [(await me.desktop()).id, (await me.desktop()).id];
  for (const id of ids)
    await world.admin(`update cyberdesk.desktops set state = 'running' where id = $1`, [id]);
  const [bad = '', good = ''] = ids.toSorted();
  const refuse = `check (id <> '${bad}' or state <> 'failed')`;
  await world.admin(`alter table cyberdesk.desktops add constraint poison ${refuse}`);
  world.gateway.instances.clear();
  const { aside } = await follow();
  await expect.poll(() => stateOf(good)).toBe('failed');
  expect([aside.has(bad.replace('_', '-')), aside.size]).toEqual([true, 1]);
  await world.admin('alter table cyberdesk.desktops drop constraint poison');
  await expect.poll(() => stateOf(bad)).toBe('failed');
});

test('a gateway that fails or ends the stream is asked again, more slowly each time', async () => {
  const { id } = await me.desktop();
  const before = world.gateway.count('streamInstanceEvents');
  world.gateway.fail('streamInstanceEvents', 'unavailable', 'internal', 'unavailable');
  const began = Date.now();
  await follow();
  expect(world.gateway.count('streamInstanceEvents') - before).toBe(4);
  expect(Date.now() - began).toBeGreaterThanOrEqual(20 + 40 + 80 - 5);
  world.gateway.cut();
  await expect.poll(() => world.gateway.readers).toBe(0);
  become(id, runs);
  await expect.poll(() => stateOf(id)).toBe('running');
});

test('one process follows at a time; when its lock is lost it lets go and follows anew', async () => {
  await follow();
  const second = startProjection(world.deps, pauses);
  const streams = world.gateway.count('streamInstanceEvents');
  await world.admin(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted`,
  );
  await expect.poll(() => world.gateway.count('streamInstanceEvents')).toBeGreaterThan(streams);
  await expect.poll(() => world.gateway.readers).toBe(1);
  await second.stop();
});

test('whoever waits is told again after the database was away, by one line', async () => {
  const { id } = await me.desktop();
  const { bus } = world.deps;
  const wait = () => bus.changed(id, { timeoutMs: 60_000, signal: AbortSignal.timeout(15_000) });
  const ofListener = `from pg_stat_activity where query like 'listen%'`;
  const missed = wait();
  await world.admin('alter role cyberdesk_api nologin');
  await world.admin(`select pg_terminate_backend(pid) ${ofListener}`);
  await expect.poll(() => bus.listening).toBe(false);
  await expect.poll(() => warnings, { timeout: 5_000 }).toBeGreaterThan(1);
  await world.admin('alter role cyberdesk_api login');
  expect(await missed).toBe(true);
  expect(bus.listening).toBe(true);
  const told = wait();
  await world.admin('update cyberdesk.desktops set state = $1 where id = $2', ['running', id]);
  expect(await told).toBe(true);
  expect(await world.admin(`select count(*)::int as count ${ofListener}`)).toEqual([{ count: 1 }]);
});
