import type { Desktop } from '@cyberdesk/generated/api/types.gen';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterAll(() => world.stop());

const change = (id: string, values: object) =>
  world.deps.db.updateTable('desktops').set(values).where('id', '=', id).execute();
const list = async (query = ''): Promise<string[]> => {
  const response = await me.call('GET', `/v1/desktops${query}`);
  return ((await response.json()) as { items: Desktop[] }).items.map(({ id }) => id);
};
const post = (id: string, verb: string, body?: object) =>
  me.call('POST', `/v1/desktops/${id}/${verb}`, body);

test('the list filters by state and by every label; deleted ones only when asked for', async () => {
  const one = (await me.desktop({ labels: { team: 'qa', run: '1' } })).id;
  const two = (await me.desktop({ labels: { team: 'qa' } })).id;
  await me.call('DELETE', `/v1/desktops/${two}`);
  expect(await list()).toEqual([one]);
  expect(await list('?state=deleted')).toEqual([two]);
  expect(await list('?state=deleted&state=pending')).toEqual([two, one]);
  expect(await list('?label=team%3Dqa&label=run%3D1')).toEqual([one]);
  expect(await list('?label=team%3Dother')).toEqual([]);
  await change(two, { deleted_at: new Date(Date.now() - 31 * 86_400_000) });
  expect(await list('?state=deleted')).toEqual([]);
  expect((await me.call('GET', `/v1/desktops/${two}`)).status).toBe(404);
});

test('a reply is held until the state is reached, and no longer', async () => {
  const { id } = await me.desktop();
  const held = me.call('GET', `/v1/desktops/${id}?waitSeconds=30`);
  await world.admin('update cyberdesk.desktops set state = $1 where id = $2', ['running', id]);
  expect(await (await held).json()).toMatchObject({ state: 'running' });
});

test('connect starts what sleeps and says where it is reached', async () => {
  const { id } = await me.desktop();
  await change(id, { state: 'stopped', sequence: 3 });
  const reply = await post(id, 'connect', { timeoutSeconds: 600 });
  expect(await reply.json()).toMatchObject({
    desktop: { state: 'starting' },
    endpoints: { baseUrl: `http://data.test/instances/${id.replace('_', '-')}` },
    token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  });
  const running = await post(id, 'connect', { timeoutSeconds: 60 });
  expect(await running.json()).toMatchObject({ desktop: { state: 'starting' } });
  expect(world.gateway.instances.get(id.replace('_', '-'))?.spec.startCount).toBe(2);
});

test.each([
  ['extend', 'stopped', { timeoutSeconds: 60 }],
  ['extend', 'deleted', { timeoutSeconds: 60 }],
  ['start', 'deleting', {}],
  ['stop', 'deleted', undefined],
  ['connect', 'deleting', { timeoutSeconds: 60 }],
  ['streams', 'deleted', { role: 'view' }],
])('%s of a desktop that is %s: 409 with its state', async (verb, state, body) => {
  const { id } = await me.desktop();
  await change(id, { state });
  const reply = await post(id, verb, body);
  expect([reply.status, await reply.json()]).toMatchObject([
    409,
    { code: 'desktopStateConflict', currentState: state },
  ]);
});

test('stopping what is stopped answers the same and asks nothing of the cluster', async () => {
  const { id } = await me.desktop();
  await change(id, { state: 'stopped' });
  const before = world.gateway.count('stopInstance');
  expect(await (await post(id, 'stop')).json()).toMatchObject({ state: 'stopped' });
  expect(world.gateway.count('stopInstance')).toBe(before);
});

test('name and labels change apart; a deleted desktop keeps both', async () => {
  const { id } = await me.desktop({ name: 'a', labels: { x: 'y' } });
  const path = `/v1/desktops/${id}`;
  const named = await me.call('PATCH', path, { name: 'b' });
  expect(await named.json()).toMatchObject({ name: 'b', labels: { x: 'y' } });
  expect(await (await me.call('PATCH', path, {})).json()).toMatchObject({ name: 'b' });
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`l${n}`, '']));
  expect((await me.call('PATCH', path, { labels: many })).status).toBe(422);
  await me.call('DELETE', path);
  expect(await outcome(await me.call('PATCH', path, { name: 'c' }))).toEqual([
    409,
    'desktopStateConflict',
  ]);
});

test('a key: not in the past, revoked twice, told without its secret', async () => {
  const past = { name: 'x', expiresAt: '2020-01-01T00:00:00Z' };
  expect(await outcome(await me.call('POST', '/v1/keys', past))).toEqual([422, 'deadlineInvalid']);
  const made = await (await me.call('POST', '/v1/keys', { name: 'x' })).json();
  const { key, apiKey } = made as { key: string; apiKey: { id: string } };
  for (let n = 0; n < 2; n += 1)
    expect((await me.call('DELETE', `/v1/keys/${apiKey.id}`)).status).toBe(204);
  const text = await (await me.call('GET', '/v1/keys')).text();
  expect([text.includes(apiKey.id), text.includes(key)]).toEqual([true, false]);
  expect(text).toContain('revokedAt');
});

test('without its database the API is alive and not ready', async () => {
  const { pool } = world.deps;
  world.deps.pool = { query: () => Promise.reject(new Error('away')) } as unknown as Pool;
  const [alive, ready] = [await world.app.request('/health'), await world.app.request('/ready')];
  world.deps.pool = pool;
  expect([alive.status, ready.status, await ready.json()]).toMatchObject([
    200,
    503,
    { ready: false, checks: { database: 'does not answer' } },
  ]);
});
