import type { Desktop } from '@cyberdesk/generated/api/types.gen';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outcome, startWorld, type Customer, type World } from './world.ts';

let world: World;
let me: Customer;
beforeAll(async () => void (world = await startWorld()), 120_000);
beforeEach(async () => void (me = await world.customer()));
afterAll(() => world.stop());

const create = (body: object, headers = {}) => me.call('POST', '/v1/desktops', body, headers);
const rows = () =>
  world.deps.db
    .selectFrom('desktops')
    .selectAll()
    .where('organization_id', '=', me.organization)
    .execute();

test('a desktop is made here and in the cluster, with the price of its size', async () => {
  const response = await create({ name: 'one', size: 'medium', labels: { a: 'b' } });
  const desktop = (await response.json()) as Desktop;
  expect([response.status, response.headers.get('location')]).toEqual([
    201,
    `/v1/desktops/${desktop.id}`,
  ]);
  expect(desktop).toMatchObject({ name: 'one', state: 'pending', labels: { a: 'b' } });
  expect(desktop.cost).toEqual({ accruedMicros: 0, ratePerHourMicros: 180_000, currency: 'USD' });
  const made = world.gateway.instances.get(desktop.id.replace('_', '-'));
  expect(made?.spec).toMatchObject({ organizationId: me.organization, ratePerSecond: 50_000 });
  const { claims } = world.gateway.calls.at(-1) ?? {};
  expect(claims).toMatchObject({ org: me.organization, scopes: ['instances:write'] });
  expect(await rows()).toMatchObject([{ unsynced_since: null }]);
});

test('ten creates at once against a limit of three make three', async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => create({})));
  const statuses = replies.map(({ status }) => status).sort((a, b) => a - b);
  expect(statuses).toEqual([201, 201, 201, ...Array.from({ length: 7 }, () => 429)]);
  expect(await rows()).toHaveLength(3);
  expect(await outcome(await create({}))).toEqual([429, 'limitReached']);
});

const past = '2020-01-01T00:00:00Z';
const labels = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`l${n}`, 'x']));
test.each([
  ['unknown template', { template: 'nope' }, 422, 'unknownTemplate', '/template'],
  ['unknown size', { size: 'nope' }, 422, 'unknownSize', '/size'],
  ['a size without machines', { size: 'large' }, 422, 'sizeUnavailable', '/size'],
  ['unknown region', { region: 'nope' }, 422, 'unknownRegion', '/region'],
  ['a deadline in the past', { expiresAt: past }, 422, 'deadlineInvalid', '/expiresAt'],
  [
    'both deadlines',
    { expiresAt: past, timeoutSeconds: 60 },
    422,
    'deadlineInvalid',
    '/timeoutSeconds',
  ],
  ['too many labels', { labels }, 422, 'unprocessable', '/labels'],
  ['NUL in a name', { name: 'a\0b' }, 400, 'invalidRequest', '/name'],
  ['NUL in a label', { labels: { a: 'x\0' } }, 400, 'invalidRequest', '/labels/a'],
  ['an unknown property', { nmae: 'x' }, 400, 'invalidRequest', '/nmae'],
])('%s is refused and names the field', async (_name, body, ...expected) => {
  const response = await create(body);
  const told = (await response.json()) as { code: string; errors: { pointer: string }[] };
  expect([response.status, told.code, told.errors[0]?.pointer]).toEqual(expected);
  expect(await rows()).toEqual([]);
});

const key = { 'idempotency-key': 'k1' };

test('a repeat with the same key and body gets the first reply', async () => {
  const first = await (await create({ name: 'a' }, key)).json();
  const again = await create({ name: 'a' }, key);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(await again.json()).toEqual(first);
  expect(await rows()).toHaveLength(1);
  expect(await outcome(await create({ name: 'b' }, key))).toEqual([422, 'idempotencyKeyReused']);
  const other = await world.customer();
  expect(
    (await other.call('POST', '/v1/desktops', { name: 'a' }, key)).headers.get(
      'idempotency-replayed',
    ),
  ).toBeNull();
});

test('the same key ten times at once makes one desktop', async () => {
  const replies = await Promise.all(Array.from({ length: 10 }, () => create({}, key)));
  const statuses = new Set(replies.map(({ status }) => status));
  expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
  expect(await rows()).toHaveLength(1);
});

test('while the first is served a repeat gets 409; after a failure of ours the key is free', async () => {
  const { id } = await me.desktop();
  const stop = () => me.call('POST', `/v1/desktops/${id}/stop?waitSeconds=1`, undefined, key);
  const first = stop();
  await expect.poll(() => world.gateway.count('stopInstance')).toBeGreaterThan(0);
  expect(await outcome(await stop())).toEqual([409, 'idempotencyInFlight']);
  expect((await first).status).toBe(202);
  const path = `/v1/desktops/${id}/streams`;
  const stream = () => me.call('POST', path, { role: 'view', expiresInSeconds: 60 }, key);
  const { sign } = world.deps;
  world.deps.sign = () => Promise.reject(new Error('told to'));
  expect(await outcome(await stream())).toEqual([500, 'internal']);
  world.deps.sign = sign;
  expect((await stream()).status).toBe(201);
});

test('work that was done is answered even when the reply cannot be kept', async () => {
  const { seal } = world.deps;
  const close = () => {
    throw new Error('told to');
  };
  world.deps.seal = { ...seal, close };
  expect((await create({}, key)).status).toBe(201);
  world.deps.seal = seal;
});
