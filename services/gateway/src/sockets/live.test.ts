import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { TokenRequest } from '@cyberdesk/kit/tokens';
import {
  addInstance,
  newName,
  running,
  runningStatus,
  seen,
  setStatus,
  startWorld,
  type World,
} from '../testing/world.ts';

let world: World;
let number = 0;
const sockets: WebSocket[] = [];
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(() => void (number += 1));
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
  world.desktop.onView = () => {};
});

const grantId = (): string => `grt_${number}`;

const grant = (claims: object = {}, request: Partial<TokenRequest> = {}): Promise<string> =>
  world.keys.api({
    audience: 'gateway-data',
    subject: running,
    ttlSeconds: 300,
    id: grantId(),
    claims: { kind: 'stream', role: 'view', actor: { type: 'human', id: 'usr_1' }, ...claims },
    ...request,
  });

const connect = (token: string | undefined, name = running, headers = {}): WebSocket => {
  const url = `ws://127.0.0.1:${world.gateway.dataPort}/instances/${name}/live`;
  const offered = ['binary', ...(token === undefined ? [] : [`cyberdesk.grant.${token}`])];
  const socket = new WebSocket(url, offered, { headers });
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
};

const statusOf = async (socket: WebSocket): Promise<number> => {
  const status = Promise.withResolvers<number>();
  socket.on('unexpected-response', (_, { statusCode }) => status.resolve(statusCode ?? 0));
  socket.on('open', () => status.resolve(101));
  return status.promise;
};

const closeOf = async (socket: WebSocket): Promise<number> => {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
};

const open = async (token: string): Promise<WebSocket> => {
  const socket = connect(token);
  await once(socket, 'open');
  return socket;
};

test("bytes go both ways, unread, with a token of the grant's role", async () => {
  world.desktop.onView = (view) => {
    view.send('RFB 003.008\n', { binary: true });
    view.on('message', (data, binary) => view.send(data as Buffer, { binary }));
  };
  const socket = connect(await grant({ role: 'control' }));
  const [hello] = (await once(socket, 'message')) as [Buffer];
  expect(hello.toString()).toBe('RFB 003.008\n');
  expect(socket.protocol).toBe('binary');
  const bytes = randomBytes(200_000);
  socket.send(bytes);
  const [echo, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
  expect(isBinary).toBe(true);
  expect(echo.equals(bytes)).toBe(true);
  expect(world.desktop.requests.at(-1)).toMatchObject({
    url: '/live',
    claims: { aud: running, role: 'control', scopes: ['screen:read'], principal: grantId() },
  });
});

test('a viewer that leaves closes the view inside', async () => {
  const socket = await open(await grant());
  const [view] = world.desktop.views;
  const closed = once(view as WebSocket, 'close');
  socket.close();
  await closed;
  await expect.poll(() => world.gateway.services.viewers.size).toBe(0);
});

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const request = { audience: 'gateway-data', subject: running, ttlSeconds: 300, id: 'grt_x' };
const claims = { kind: 'stream', role: 'view', actor: { type: 'human', id: 'u' } };
const refused: Record<string, [number, () => Promise<string | undefined>]> = {
  'no grant': [401, async () => undefined],
  'a service token': [401, () => world.token()],
  'a grant of another kind': [401, () => grant({ kind: 'file' })],
  'a grant without role': [401, () => grant({ role: 'admin' })],
  'a grant without id': [401, () => grant({}, { id: '' })],
  'an expired grant': [401, () => grant({}, { ttlSeconds: -10 })],
  'a grant for too long': [401, () => grant({}, { ttlSeconds: 90_000 })],
  'a grant of an impostor': [401, () => world.keys.impostor({ ...request, claims })],
  'a grant of an unknown key': [401, () => world.keys.stranger({ ...request, claims })],
  'a grant of the operator': [401, () => world.keys.operatorAsApi({ ...request, claims })],
  'a grant without a signature': [401, async () => `${(await grant()).split('.', 2).join('.')}.`],
  'a grant with alg none': [
    401,
    async () => {
      const [, payload] = (await grant()).split('.');
      return `${encode({ alg: 'none', kid: 'api-1' })}.${payload}.`;
    },
  ],
  'a grant for another desktop': [404, () => grant({}, { subject: newName() })],
};

test.each(Object.keys(refused))('%s is refused and reaches no desktop', async (name) => {
  const before = world.desktop.connections();
  const [status, token] = refused[name] ?? [0, async () => ''];
  expect(await statusOf(connect(await token()))).toBe(status);
  expect(world.desktop.connections()).toBe(before);
});

test('a page may embed the view only where the grant says so', async () => {
  const token = await grant({ origins: ['https://good.example'] });
  const status = (origin: string) => statusOf(connect(token, running, { origin }));
  expect(await status('https://bad.example')).toBe(403);
  expect(await status('https://good.example')).toBe(101);
});

test('a revocation cuts open views within a second, and refuses new ones', async () => {
  const token = await grant();
  const [first, other] = [await open(token), await open(token)];
  number += 1;
  const kept = await open(await grant());
  number -= 1;
  const [view] = world.desktop.views;
  const insideClosed = once(view as WebSocket, 'close');
  const revokedAt = Date.now();
  const closings = Promise.all([closeOf(first), closeOf(other)]);
  const body = { revokedGrants: { [grantId()]: new Date(Date.now() + 300_000).toISOString() } };
  expect((await world.call('PATCH', `/instances/${running}`, { body })).status).toBe(200);
  expect(await closings).toEqual([4401, 4401]);
  await insideClosed;
  expect(Date.now() - revokedAt).toBeLessThan(1_000);
  expect(kept.readyState).toBe(WebSocket.OPEN);
  expect(await statusOf(connect(token))).toBe(401);
});

test('every grant issued before a time can be revoked at once', async () => {
  const token = await grant();
  const socket = await open(token);
  const closing = closeOf(socket);
  const later = new Date(Date.now() + 2_000).toISOString();
  await world.kube.instances.mergePatch(running, { spec: { grantsRevokedBefore: later } });
  expect(await closing).toBe(4401);
  expect(await statusOf(connect(token))).toBe(401);
  await world.kube.instances.mergePatch(running, { spec: { grantsRevokedBefore: null } });
  const { instances } = world.gateway.services;
  await seen(world.gateway, () => instances.get(running)?.spec.grantsRevokedBefore === undefined);
});

test('an open view ends when its grant expires', async () => {
  const socket = await open(await grant({}, { ttlSeconds: 1 }));
  expect(await closeOf(socket)).toBe(4401);
});

test('a desktop that stops or starts anew ends its views', async () => {
  const socket = await open(await grant());
  const closing = closeOf(socket);
  await setStatus(world.kube, running, { phase: 'Stopping' });
  expect(await closing).toBe(1001);
  expect(await statusOf(connect(await grant()))).toBe(409);
  await setStatus(world.kube, running, { phase: 'Running' });
  const { instances } = world.gateway.services;
  await seen(world.gateway, () => instances.get(running)?.status.phase === 'Running');
  const again = await open(await grant());
  const ended = closeOf(again);
  await setStatus(world.kube, running, { machine: { uid: 'another-boot' } });
  expect(await ended).toBe(1001);
  await setStatus(world.kube, running, runningStatus());
  await seen(world.gateway, () => instances.get(running)?.status.machine?.uid !== 'another-boot');
});

test('a desktop that cannot be reached is an HTTP answer', async () => {
  const name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, runningStatus({ address: '127.0.0.77' }));
  expect(await statusOf(connect(await grant({}, { subject: name }), name))).toBe(503);
});

test('a desktop that breaks off closes the view, and passes its own reason on', async () => {
  world.desktop.onView = (view) => view.terminate();
  expect(await closeOf(await open(await grant()))).toBe(1011);
  world.desktop.onView = (view) => view.close(1003, 'unknown message');
  expect(await closeOf(await open(await grant()))).toBe(1003);
});

test('text is not RFB', async () => {
  const socket = await open(await grant());
  socket.send('hello');
  expect(await closeOf(socket)).toBe(1003);
});

test('a message over the limit closes the view', async () => {
  const socket = await open(await grant());
  socket.send(Buffer.alloc(2 * 1024 * 1024));
  expect(await closeOf(socket)).toBeGreaterThan(1000);
});

test('a viewer that stops reading holds the desktop back', async () => {
  let sent = 0;
  let done = false;
  const stalled = Promise.withResolvers<void>();
  world.desktop.onView = (view) => {
    const more = (): void => {
      if (done) return;
      sent += 65_536;
      const timer = setTimeout(stalled.resolve, 500);
      view.send(Buffer.alloc(65_536), { binary: true }, () => {
        clearTimeout(timer);
        if (sent < 200e6) setImmediate(more);
      });
    };
    more();
  };
  const socket = await open(await grant());
  socket.pause();
  await stalled.promise;
  done = true;
  expect(sent).toBeLessThan(60e6);
});

test('viewers of one desktop are bounded', async () => {
  const token = await grant();
  for (let count = 0; count < 32; count += 1) await open(token);
  expect(await statusOf(connect(token))).toBe(429);
});

test('a gateway that goes away says so, and is not ready before it closes', async () => {
  const other = await startWorld();
  const url = `ws://127.0.0.1:${other.gateway.dataPort}/instances/${running}/live`;
  const token = await other.keys.api({ ...request, claims });
  const socket = new WebSocket(url, ['binary', `cyberdesk.grant.${token}`]);
  await once(socket, 'open');
  const closing = closeOf(socket);
  const started = Date.now();
  await other.close();
  expect(await closing).toBe(1012);
  expect(Date.now() - started).toBeLessThan(3_000);
  expect(other.gateway.services.lifecycle.draining).toBe(true);
});
