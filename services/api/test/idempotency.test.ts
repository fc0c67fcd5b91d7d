import type { Desktop } from '@cyberdesk/generated/api/types.gen';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterEach(() => {
  world.gateway.holds.clear();
  world.gateway.faults.clear();
});
afterAll(() => world.stop());

const key = { 'idempotency-key': 'k1' };
const create = (body: object = {}) => me.call('POST', '/v1/desktops', body, key);
const rows = (table: 'desktops' | 'api_keys' | 'streams') =>
  world.deps.db.selectFrom(table).selectAll().where('organization_id', '=', me.organization);
const record = () =>
  world.deps.db
    .selectFrom('idempotency_records')
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
/** As if this many seconds had passed since the claim. */
const pass = async (seconds: number) => {
  const { owner, leased_until } = await record();
  await world.deps.db
    .updateTable('idempotency_records')
    .set({ leased_until: new Date(leased_until.getTime() - seconds * 1000) })
    .where('owner', '=', owner)
    .execute();
};
/** Makes calls of an operation hang in the cluster, as those of a process that dies there; `go` lets them on. */
const hang = (operation: string): { go: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.gateway.holds.set(operation, promise);
  return {
    go: () => {
      resolve();
      world.gateway.holds.clear();
    },
  };
};
const began = (operation: string, before: number) =>
  expect.poll(() => world.gateway.count(operation)).toBeGreaterThan(before);

test('cut off after the row was written: a repeat after the lease goes on with that desktop', async () => {
  const before = world.gateway.count('createInstance');
  const { go } = hang('createInstance');
  const first = create({ env: { A: 'b' } });
  await began('createInstance', before);
  const [row] = await rows('desktops').execute();
  await pass(29);
  expect(await outcome(await create({ env: { A: 'b' } }))).toEqual([409, 'idempotencyInFlight']);
  await pass(1);
  world.gateway.holds.clear();
  const second = await create({ env: { A: 'b' } });
  const desktop = (await second.json()) as Desktop;
  expect([second.status, desktop.id]).toEqual([201, row?.id]);
  expect(second.headers.get('location')).toBe(`/v1/desktops/${row?.id}`);
  expect(await rows('desktops').execute()).toMatchObject([{ unsynced_since: null }]);
  const kept = await record();
  go();
  expect((await first).status).toBe(201);
  expect((await record()).reply).toEqual(kept.reply);
  expect(await (await create({ env: { A: 'b' } })).json()).toEqual(desktop);
});

test('what the first says after a takeover is not kept: the repeat is answered by the second', async () => {
  const before = world.gateway.count('createInstance');
  const { go } = hang('createInstance');
  const first = create();
  await began('createInstance', before);
  await pass(30);
  world.gateway.holds.clear();
  const second = me.call('POST', '/v1/desktops?waitSeconds=30', {}, key);
  await began('createInstance', before + 1);
  const { owner } = await record();
  go();
  expect(await (await first).json()).toMatchObject({ state: 'pending' });
  expect(await record()).toMatchObject({ owner, reply: null });
  const mine = [me.organization];
  await world.admin(
    `update cyberdesk.desktops set state = 'running' where organization_id = $1`,
    mine,
  );
  const answer = await (await second).json();
  expect(answer).toMatchObject({ state: 'running' });
  expect(await (await create()).json()).toEqual(answer);
});

test('answered 5xx after the row was written: a repeat at once returns that desktop', async () => {
  const { bus } = world.deps;
  world.deps.bus = { until: () => Promise.reject(new Error('told to')) } as never;
  const path = '/v1/desktops?waitSeconds=5';
  expect(await outcome(await me.call('POST', path, {}, key))).toEqual([500, 'internal']);
  world.deps.bus = bus;
  const again = await create();
  const [row, ...more] = await rows('desktops').execute();
  expect([again.status, ((await again.json()) as Desktop).id, more]).toEqual([201, row?.id, []]);
  expect((await create()).headers.get('idempotency-replayed')).toBe('true');
});

test('taken over before its row was written, the first makes nothing', async () => {
  const { db } = world.deps;
  const { promise, resolve } = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const lock = db.transaction().execute(async (transaction) => {
    const own = transaction.selectFrom('organizations').select('id').forUpdate();
    await own.where('id', '=', me.organization).execute();
    locked.resolve();
    await promise;
  });
  await locked.promise;
  const first = create();
  const mine = async () => {
    const [made] = await rows('api_keys').execute();
    const { principal } = await record();
    return principal === `key:${made?.id}`;
  };
  await expect.poll(mine).toBe(true);
  const { owner } = await record();
  await pass(30);
  const second = create();
  await expect.poll(async () => (await record()).owner).not.toBe(owner);
  resolve();
  await lock;
  const replies = await Promise.all([first, second]);
  expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  expect(await rows('desktops').execute()).toHaveLength(1);
});

test('a live view whose reply was lost is the same grant', async () => {
  const { id } = await me.desktop();
  const body = { role: 'view', expiresInSeconds: 600 };
  const open = () => me.call('POST', `/v1/desktops/${id}/streams`, body, key);
  const { sign } = world.deps;
  world.deps.sign = () => Promise.reject(new Error('told to'));
  expect((await open()).status).toBe(500);
  world.deps.sign = sign;
  const made = (await (await open()).json()) as { stream: { id: string } };
  expect(await rows('streams').execute()).toMatchObject([{ id: made.stream.id }]);
});

test('a start that was cut off is not done again after somebody stopped the desktop', async () => {
  const { id } = await me.desktop();
  await world.deps.db
    .updateTable('desktops')
    .set({ state: 'stopped', sequence: 3 })
    .where('id', '=', id)
    .execute();
  const start = () => me.call('POST', `/v1/desktops/${id}/start`, {}, key);
  const before = world.gateway.count('startInstance');
  const { go } = hang('startInstance');
  const first = start();
  await began('startInstance', before);
  go();
  expect((await me.call('POST', `/v1/desktops/${id}/stop`)).status).toBe(202);
  await first;
  await world.deps.db.updateTable('idempotency_records').set({ reply: null }).execute();
  await pass(30);
  expect(await (await start()).json()).toMatchObject({ state: 'stopping' });
  expect(world.gateway.instances.get(id.replace('_', '-'))?.spec).toMatchObject({
    ...{ desiredState: 'Stopped', startCount: 2 },
  });
});
