import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweep } from '../src/workers/sweeper.ts';
import { startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => {
  me = await world.customer();
  // What tests before left undone is not for this one's sweeps.
  await world.deps.db.updateTable('desktops').set({ unsynced_since: null }).execute();
  world.gateway.faults.clear();
  world.gateway.deleteRounds = 0;
});
afterAll(() => world.stop());

const nameOf = (id: string) => id.replace('_', '-');
const rowOf = (id: string) =>
  world.deps.db.selectFrom('desktops').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const change = (id: string, values: object) =>
  world.deps.db.updateTable('desktops').set(values).where('id', '=', id).execute();
/** Sweeps as if the wish had been waiting for a while. */
const heal = async (id: string) => {
  await world.deps.db
    .updateTable('desktops')
    .set({ unsynced_since: new Date(Date.now() - 5_000) })
    .where('id', '=', id)
    .where('unsynced_since', 'is not', null)
    .execute();
  await sweep(world.deps);
  return rowOf(id);
};
const instance = (id: string) => world.gateway.instances.get(nameOf(id));

test.each(['internal', 'unavailable', 'rateLimited', 'unauthenticated', 'lost'] as const)(
  'a create that failed with %s is repeated by the sweeper',
  async (fault) => {
    world.gateway.fail('createInstance', fault);
    const { id } = await me.desktop();
    expect((await rowOf(id)).unsynced_since).not.toBeNull();
    expect(await heal(id)).toMatchObject({ state: 'pending', unsynced_since: null });
    expect(instance(id)?.spec.desiredState).toBe('Running');
    const calls = world.gateway.calls.length;
    await heal(id);
    expect(world.gateway.calls.length).toBe(calls);
  },
);

test('a wish is left alone for two seconds: its call may be on its way', async () => {
  world.gateway.fail('createInstance', 'internal');
  await me.desktop();
  expect(await sweep(world.deps)).toBe(0);
});

test('two sweepers do not take the same row', async () => {
  world.gateway.fail('createInstance', 'internal');
  const { id } = await me.desktop();
  await change(id, { unsynced_since: new Date(Date.now() - 5_000) });
  const [a, b] = await Promise.all([sweep(world.deps), sweep(world.deps)]);
  expect((a ?? 0) + (b ?? 0)).toBe(1);
});

test('a create that the cluster refuses ends as failed and says why', async () => {
  world.gateway.fail('createInstance', 'unprocessable');
  const { id } = await me.desktop();
  expect(await rowOf(id)).toMatchObject({
    state: 'failed',
    state_reason: 'ClusterRefused',
    state_message: 'told to',
    unsynced_since: null,
  });
});

test.each([
  ['stop', 'stopInstance', 'running', 'Stopped'],
  ['start', 'startInstance', 'stopped', 'Running'],
] as const)('a %s that was lost is repeated', async (verb, operation, state, wanted) => {
  const { id } = await me.desktop();
  await change(id, { state, sequence: 3 });
  world.gateway.fail(operation, 'internal');
  const response = await me.call(
    'POST',
    `/v1/desktops/${id}/${verb}`,
    verb === 'start' ? {} : undefined,
  );
  expect(response.status).toBe(202);
  expect((await rowOf(id)).unsynced_since).not.toBeNull();
  expect((await heal(id)).unsynced_since).toBeNull();
  expect(instance(id)?.spec.desiredState).toBe(wanted);
  if (verb === 'start') expect(instance(id)?.spec.startCount).toBe(2);
});

test('a new deadline reaches a desktop whose create was lost on the way back', async () => {
  world.gateway.fail('createInstance', 'lost');
  const { id } = await me.desktop();
  const reply = await me.call('POST', `/v1/desktops/${id}/extend`, { timeoutSeconds: 7_200 });
  expect(reply.status).toBe(200);
  const row = await heal(id);
  expect(row.unsynced_since).toBeNull();
  expect(instance(id)?.spec.expiresAt).toBe(row.expires_at?.toISOString());
});

const env = { SECRET: 'x' };

test('a create with an environment that was cut off fails after a while, and is not made without it', async () => {
  world.gateway.fail('createInstance', 'internal');
  const { id } = await me.desktop({ env });
  expect(await heal(id)).toMatchObject({ state: 'pending' });
  await change(id, { created_at: new Date(Date.now() - 20_000) });
  expect(await heal(id)).toMatchObject({ state: 'failed', state_reason: 'CreateInterrupted' });
  await me.call('POST', `/v1/desktops/${id}/start`, {});
  expect((await rowOf(id)).state).toBe('failed');
  expect(instance(id)).toBeUndefined();
});

test('a create with an environment whose reply was lost goes on', async () => {
  world.gateway.fail('createInstance', 'lost');
  const { id } = await me.desktop({ env });
  await change(id, { created_at: new Date(Date.now() - 20_000) });
  expect(await heal(id)).toMatchObject({ state: 'pending', unsynced_since: null });
  expect(instance(id)?.spec.environmentSecret).toBe(true);
});

test('a delete goes on until the cluster says that the machine is gone', async () => {
  const { id } = await me.desktop();
  world.gateway.fail('deleteInstance', 'internal', 'conflict');
  world.gateway.deleteRounds = 2;
  const path = `/v1/desktops/${id}`;
  expect(await (await me.call('DELETE', path)).json()).toMatchObject({ state: 'deleting' });
  for (let round = 0; round < 3; round++) expect((await heal(id)).state).toBe('deleting');
  expect(await heal(id)).toMatchObject({ state: 'deleted', unsynced_since: null });
  expect(instance(id)).toBeUndefined();
  const again = await me.call('DELETE', path);
  expect([again.status, await again.json()]).toMatchObject([202, { state: 'deleted' }]);
  expect((await me.call('POST', `${path}/start`, {})).status).toBe(409);
});

test('deleting what the cluster never had is done at once', async () => {
  world.gateway.fail('createInstance', 'internal');
  const { id } = await me.desktop();
  await me.call('DELETE', `/v1/desktops/${id}`);
  expect((await rowOf(id)).state).toBe('deleted');
});

/** Sweeps as if the wish had been waiting for so many seconds; returns how often the cluster was asked for it. */
const healAfter = async (id: string, seconds: number) => {
  await change(id, { unsynced_since: new Date(Date.now() - seconds * 1000) });
  const calls = () =>
    world.gateway.calls.filter(({ claims }) => claims['org'] === me.organization).length;
  const before = calls();
  await sweep(world.deps);
  return calls() - before;
};

test.each(['invalidRequest', 'conflict', 'unprocessable'] as const)(
  'a delete that the cluster refuses (%s) says so and is tried ever more seldom',
  async (code) => {
    const { id } = await me.desktop();
    world.gateway.fail('deleteInstance', code, code, code);
    const reply = await me.call('DELETE', `/v1/desktops/${id}`);
    const message = expect.stringContaining('told to') as string;
    const refused = { state: 'deleting', stateReason: 'DeleteRefused', stateMessage: message };
    expect(await reply.json()).toMatchObject(refused);
    expect(await healAfter(id, 3)).toBe(0);
    expect(await healAfter(id, 5)).toBe(1);
    expect(await healAfter(id, 7)).toBe(0);
    expect(await healAfter(id, 9)).toBe(1);
    await change(id, { push_failures: 20 });
    expect(await healAfter(id, 290)).toBe(0);
    world.gateway.deleteRounds = 1;
    expect(await healAfter(id, 310)).toBe(1);
    expect(await rowOf(id)).toMatchObject({ state_reason: 'DeleteRequested', push_failures: 0 });
    expect(await heal(id)).toMatchObject({ state: 'deleted' });
    const told = await world.deps.db
      .selectFrom('events')
      .select(['type', 'data'])
      .where('desktop_id', '=', id)
      .orderBy('sequence')
      .execute();
    expect(told.map(({ type, data }) => [type, (data as { reason: string }).reason])).toEqual([
      ['desktop.created', 'Accepted'],
      ['desktop.deleting', 'DeleteRequested'],
      ['desktop.deleting', 'DeleteRefused'],
      ['desktop.deleted', 'Deleted'],
    ]);
  },
);

test.each([
  ['stop', 'stopInstance', 'running', 'Stopped'],
  ['start', 'startInstance', 'stopped', 'Running'],
] as const)(
  'a %s in conflict is tried again and fails nothing',
  async (verb, operation, state, wanted) => {
    const { id } = await me.desktop();
    await change(id, { state, sequence: 3 });
    world.gateway.fail(operation, 'conflict', 'conflict');
    const reply = await me.call('POST', `/v1/desktops/${id}/${verb}`);
    const passing = verb === 'stop' ? 'stopping' : 'starting';
    expect([reply.status, await reply.json()]).toMatchObject([
      202,
      { state: passing, stateReason: 'ClusterConflict' },
    ]);
    expect(await healAfter(id, 3)).toBe(0);
    await healAfter(id, 5);
    await healAfter(id, 9);
    expect(await rowOf(id)).toMatchObject({
      state: passing,
      unsynced_since: null,
      push_failures: 0,
    });
    expect(instance(id)?.spec.desiredState).toBe(wanted);
  },
);

test.each(['start', 'stop'])('a %s of what the cluster is deleting is a conflict', async (verb) => {
  const { id } = await me.desktop();
  await change(id, { state: verb === 'stop' ? 'running' : 'stopped', sequence: 3 });
  const there = instance(id);
  if (there) there.status = { phase: 'Deleting', sequence: 4, reason: 'DeadlineReached' };
  world.gateway.fail(`${verb}Instance`, 'desktopStateConflict');
  const reply = await me.call('POST', `/v1/desktops/${id}/${verb}`);
  expect([reply.status, await reply.json()]).toMatchObject([
    409,
    { code: 'desktopStateConflict', currentState: 'deleting' },
  ]);
  expect(await rowOf(id)).toMatchObject({ desired: 'deleted', state_reason: 'DeadlineReached' });
});

test('a stop that the cluster finds senseless fails and says why', async () => {
  const { id } = await me.desktop();
  await change(id, { state: 'running', sequence: 3 });
  world.gateway.fail('stopInstance', 'unprocessable');
  await me.call('POST', `/v1/desktops/${id}/stop`);
  expect(await rowOf(id)).toMatchObject({ state: 'failed', state_reason: 'ClusterRefused' });
});
