import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws';
import { grantOf } from '../testing/grants.ts';
import { running, seen, startWorld, type World } from '../testing/world.ts';

let world: World;
let site: Server;
let port: number;
let heard: IncomingMessage[] = [];
const label = `prv-${'p'.repeat(34)}`;
const id = label.replace('-', '_');
const host = `${label}.preview.test`;

beforeAll(async () => {
  world = await startWorld();
  site = createServer((request, response) => {
    heard.push(request);
    if (request.url === '/away')
      return response.writeHead(302, { location: `http://localhost:${port}/there` }).end();
    if (request.url === '/slow') return void response.write('a');
    response.setHeader('set-cookie', 'a=1; Domain=preview.test; Path=/');
    response.end(`${request.method} ${request.url}`);
  });
  new WebSocketServer({ server: site }).on('connection', (socket) =>
    socket.on('message', (data) => socket.send(data as Buffer)),
  );
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  port = (site.address() as AddressInfo).port;
  world.desktop.onView = (view) => {
    const inside = createWebSocketStream(view);
    const outside = connect(port, '127.0.0.1');
    inside.pipe(outside).pipe(inside);
    for (const each of [inside, outside]) each.on('error', () => outside.destroy());
  };
});
afterAll(async () => {
  await world.close();
  site.closeAllConnections();
  site.close();
});
beforeEach(() => void (heard = []));

const previews = async (entries: object, removedPreviews: string[] = []): Promise<void> => {
  const body = { previews: entries, removedPreviews };
  const token = await world.token({ scopes: ['instances:write'] });
  const reply = await world.call('PATCH', `/instances/${running}`, { body, token });
  expect(reply.status).toBe(200);
  const names = Object.keys(((await reply.json()) as never)['spec']['previews'] ?? {});
  await seen(world.gateway, () => {
    const known = world.gateway.services.instances.get(running)?.spec.previews ?? {};
    return JSON.stringify(Object.keys(known)) === JSON.stringify(names);
  });
};
const open = (isPublic: boolean, seconds = 60) =>
  previews({ [label]: { port, public: isPublic, expiresAt: later(seconds) } });
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const token = (claims: object = {}, request: object = {}) =>
  grantOf(world, { kind: 'preview', role: 'view', ...claims }, { id, ...request });

interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}
const visit = async (path = '/', headers: object = {}, method = 'GET'): Promise<Reply> => {
  const asked = send({ port: world.gateway.dataPort, path, method, headers: { host, ...headers } });
  asked.end();
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of reply) body += String(chunk);
  return { status: reply.statusCode ?? 0, headers: reply.headers, body };
};

test('a private preview needs its token, and the desktop never sees it', async () => {
  await open(false);
  expect((await visit()).status).toBe(401);
  expect(heard).toEqual([]);
  const good = await token();
  const { status, body, headers } = await visit('/x?y=1', {
    'cyberdesk-preview-token': good,
    cookie: `b=2; __Host-cyberdesk-preview=${good}; c=3`,
    origin: `http://${host}`,
  });
  expect([status, body]).toEqual([200, 'GET /x?y=1']);
  expect(headers['set-cookie']).toEqual(['a=1; Path=/']);
  const inside = heard[0]?.headers ?? {};
  expect(inside).toMatchObject({
    host: `localhost:${port}`,
    origin: `http://localhost:${port}`,
    cookie: 'b=2; c=3',
    'x-forwarded-host': host,
  });
  expect(JSON.stringify(inside)).not.toContain(good);
});

test('the page of a link turns the token into a cookie of this host alone', async () => {
  await open(false);
  const page = await visit('/.cyberdesk/open');
  expect([page.status, page.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
  expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'nonce-/);
  const good = await token();
  const session = await visit('/.cyberdesk/session', { 'cyberdesk-preview-token': good }, 'POST');
  expect(session.status).toBe(204);
  const [cookie = ''] = session.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    /^__Host-cyberdesk-preview=.*; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/,
  );
  expect((await visit('/', { cookie: cookie.split(';')[0] })).status).toBe(200);
  expect((await visit('/.cyberdesk/other')).status).toBe(404);
  expect(heard.map(({ url }) => url)).toEqual(['/']);
});

test.each([
  ['another preview', { request: { id: `prv_${'q'.repeat(34)}` } }],
  ['a live view', { claims: { kind: 'stream' } }],
  ['a time that is over', { request: { ttlSeconds: -10 } }],
])(
  'a token for %s is refused',
  async (_, { claims = {}, request = {} }: { claims?: object; request?: object }) => {
    await open(false);
    const bad = await token(claims, request);
    expect((await visit('/', { 'cyberdesk-preview-token': bad })).status).toBe(401);
  },
);

test('a public preview needs nothing; redirects to the own machine stay here', async () => {
  await open(true);
  expect((await visit()).body).toBe('GET /');
  expect((await visit('/away')).headers.location).toBe('/there');
});

test('WebSockets pass', async () => {
  await open(true);
  const socket = new WebSocket(`ws://127.0.0.1:${world.gateway.dataPort}/ws`, {
    headers: { host },
  });
  await once(socket, 'open');
  socket.send('hello');
  const [echo] = (await once(socket, 'message')) as [Buffer];
  expect(echo.toString()).toBe('hello');
  socket.terminate();
});

test('a revoked preview is gone, and what is open is cut', async () => {
  await open(true);
  const asked = send({ port: world.gateway.dataPort, path: '/slow', headers: { host } });
  asked.end();
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  const cut = new Promise((resolve) => reply.once('close', resolve));
  reply.on('error', () => {}).resume();
  const started = Date.now();
  await previews({}, [label]);
  await cut;
  expect(Date.now() - started).toBeLessThan(1000);
  expect((await visit()).status).toBe(404);
});

test('other host names are not previews, and previews do not answer for us', async () => {
  await open(true);
  expect((await visit('/health', { host: 'gateway.test' })).status).toBe(200);
  expect((await visit('/', { host: `prv-${'z'.repeat(34)}.preview.test` })).status).toBe(404);
  expect((await visit('/', { host: `x.${host}` })).status).toBe(404);
  expect((await visit('/health', { host })).body).toBe('GET /health');
});

test('more than 64 are refused, expired ones make room', async () => {
  const entries = (count: number, seconds: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `prv-${index}`,
        { port: 80, public: true, expiresAt: later(seconds) },
      ]),
    );
  const asService = await world.token({ scopes: ['instances:write'] });
  const body = { previews: entries(65, 60) };
  const reply = await world.call('PATCH', `/instances/${running}`, { body, token: asService });
  const { code } = (await reply.json()) as { code: string };
  expect([reply.status, code]).toEqual([429, 'limitReached']);
  await previews(entries(65, -5));
});
