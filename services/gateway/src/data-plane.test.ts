import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { grantOf } from './testing/grants.ts';
import { newName, organizationId, otherOrganizationId, running, seen } from './testing/world.ts';
import { startWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
afterEach(() => {
  world.desktop.onView = () => {};
});

const base = () => `http://127.0.0.1:${world.gateway.dataPort}`;
const get = (path: string, token: string, headers = {}) =>
  fetch(base() + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
const screenshot = `/instances/${running}/screenshot`;

test('an operation inside the desktop goes straight to it, with no more than it needs', async () => {
  const reply = await get(screenshot, await grantOf(world));
  expect(reply.status).toBe(200);
  expect(world.desktop.requests.at(-1)).toMatchObject({
    url: '/screenshot',
    claims: {
      role: 'control',
      scopes: ['screen:read'],
      actor: { type: 'agent', id: 'key_1' },
      // The same as through the API: one idempotency key means one thing on both ways.
      principal: `${organizationId}:agent:key_1`,
    },
  });
});

test('a request may say on whose behalf it acts', async () => {
  await get(screenshot, await grantOf(world), { 'cyberdesk-actor': 'human' });
  expect(world.desktop.requests.at(-1)?.claims).toMatchObject({ actor: { type: 'human' } });
});

const refusals: Record<string, [number, () => Promise<string>]> = {
  'of a live view': [401, () => grantOf(world, { kind: 'stream' })],
  'of a file link': [401, () => grantOf(world, { kind: 'file', path: '/a', method: 'GET' })],
  'that has expired': [401, () => grantOf(world, {}, { ttlSeconds: -10 })],
  'for too long': [401, () => grantOf(world, {}, { ttlSeconds: 90_000 })],
  'of another desktop': [404, () => grantOf(world, {}, { subject: newName() })],
  'of another organization': [404, () => grantOf(world, { org: otherOrganizationId })],
  'without the scope': [403, () => grantOf(world, { scopes: ['files:read'] })],
  'without scopes': [403, () => grantOf(world, { scopes: undefined })],
};

test.each(Object.keys(refusals))('a token %s reaches no desktop', async (name) => {
  const [status, token] = refusals[name] as (typeof refusals)[string];
  const before = world.desktop.requests.length;
  expect((await get(screenshot, await token())).status).toBe(status);
  expect(world.desktop.requests.length).toBe(before);
});

const open = (path: string, token: string): WebSocket => {
  const socket = new WebSocket(base().replace('http', 'ws') + path, [
    'binary',
    `cyberdesk.grant.${token}`,
  ]);
  socket.on('error', () => {});
  return socket;
};
const attach = `/instances/${running}/commands/cmd_${'2'.repeat(34)}/attach`;

test('a terminal: text and bytes go both ways, the query reaches execd', async () => {
  world.desktop.onView = (view) =>
    view.on('message', (data, binary) => view.send(data as Buffer, { binary }));
  const socket = open(`${attach}?offset=5&takeOver=true`, await grantOf(world));
  await once(socket, 'open');
  socket.send('{"type":"closeStdin"}');
  const [text, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
  expect([text.toString(), isBinary]).toEqual(['{"type":"closeStdin"}', false]);
  expect(world.desktop.requests.at(-1)).toMatchObject({
    url: expect.stringContaining('/attach?offset=5&takeOver=true'),
    claims: { scopes: ['commands:write'], role: 'control' },
  });
  socket.terminate();
});

test('what execd refuses to open is refused with its status and code', async () => {
  world.desktop.refuse = { status: 404, code: 'commandNotFound' };
  const socket = open(attach, await grantOf(world));
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { statusCode: number; headers: Record<string, string> },
  ];
  delete world.desktop.refuse;
  expect([response.statusCode, response.headers['cyberdesk-problem']]).toEqual([
    404,
    'commandNotFound',
  ]);
});

test('a port is bytes alone; a revoked token is cut', async () => {
  const token = await grantOf(world, {}, { id: 'grt_9' });
  const socket = open(`/instances/${running}/ports/3000/connect`, token);
  await once(socket, 'open');
  expect(world.desktop.requests.at(-1)).toMatchObject({ url: '/ports/3000/connect' });
  const closed = once(socket, 'close') as Promise<[number]>;
  const until = new Date(Date.now() + 60_000).toISOString();
  await world.call('PATCH', `/instances/${running}`, {
    body: { revokedGrants: { grt_9: until } },
    token: await world.token({ scopes: ['instances:write'] }),
  });
  expect((await closed)[0]).toBe(4401);
  await seen(world.gateway, () => true);
  expect((await get(screenshot, token)).status).toBe(401);
});
