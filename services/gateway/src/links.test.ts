import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWebSocketStream, WebSocket, WebSocketServer } from 'ws';
import { grantOf } from './testing/grants.ts';
import { running, startWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());

const base = () => `http://127.0.0.1:${world.gateway.dataPort}`;
const file = (claims: object = {}, request = {}) =>
  grantOf(
    world,
    { kind: 'file', path: '/home/desktop/a ü.txt', method: 'GET', ...claims },
    request,
  );

test('a link reads its one file, as a download', async () => {
  world.desktop.answer = (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/octet-stream', etag: '"1"' })
      .end('hello');
  const reply = await fetch(`${base()}/file-links/${await file()}`, {
    headers: { range: 'bytes=0-' },
  });
  expect([reply.status, await reply.text()]).toEqual([200, 'hello']);
  expect(reply.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''a%20%C3%BC.txt",
  );
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  const { url, headers, claims } = world.desktop.requests.at(-1) ?? { headers: {} };
  expect(url).toBe('/files/content?path=%2Fhome%2Fdesktop%2Fa%20%C3%BC.txt');
  expect(headers.range).toBe('bytes=0-');
  expect(claims).toMatchObject({ scopes: ['files:read'], principal: 'grt_1' });
});

test('a link writes its one file', async () => {
  const chunks: Buffer[] = [];
  world.desktop.answer = async (request, response) => {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const link = `${base()}/file-links/${await file({ method: 'PUT' })}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const reply = await fetch(link, { method: 'PUT', headers, body: 'content' });
  expect([reply.status, Buffer.concat(chunks).toString()]).toEqual([200, 'content']);
  expect(world.desktop.requests.at(-1)?.claims).toMatchObject({ scopes: ['files:write'] });
});

test.each([
  ['for the other method', 403, () => file({ method: 'PUT' })],
  ['that has expired', 401, () => file({}, { ttlSeconds: -10 })],
  ['for a live view', 401, () => file({ kind: 'stream' })],
  ['for a desktop', 401, () => file({ kind: 'desktop' })],
] as const)('a link %s is refused', async (_, status, token) => {
  const before = world.desktop.requests.length;
  expect((await fetch(`${base()}/file-links/${await token()}`)).status).toBe(status);
  expect(world.desktop.requests.length).toBe(before);
});

/** A browser inside the desktop: a WebSocket server behind the tunnel. */
const startBrowser = async (): Promise<{ server: Server; port: number }> => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/devtools/browser/1' });
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => socket.send(`did ${(data as Buffer).toString()}`)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};

test('a program drives the browser through its link', async () => {
  const { server, port } = await startBrowser();
  world.desktop.onView = (view) => {
    const inside = createWebSocketStream(view);
    inside.pipe(connect(port, '127.0.0.1')).pipe(inside);
  };
  const token = await grantOf(world, { kind: 'browser', port, path: '/devtools/browser/1' });
  const socket = new WebSocket(`${base().replace('http', 'ws')}/browser-connections/${token}`);
  await once(socket, 'open');
  socket.send('Browser.getVersion');
  const [answer] = (await once(socket, 'message')) as [Buffer];
  expect(answer.toString()).toBe('did Browser.getVersion');
  expect(world.desktop.requests.at(-1)).toMatchObject({
    url: `/ports/${port}/connect`,
    claims: { scopes: ['ports:connect'] },
  });
  expect(world.gateway.services.sockets.size).toBe(1);
  socket.terminate();
  await expect.poll(() => world.gateway.services.sockets.size).toBe(0);
  server.close();
});

test('a browser that is gone is told', async () => {
  world.desktop.onView = (view) => view.close();
  const token = await grantOf(world, { kind: 'browser', port: 1, path: '/devtools/browser/1' });
  const socket = new WebSocket(`${base().replace('http', 'ws')}/browser-connections/${token}`);
  socket.on('error', () => {});
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  expect(response.statusCode).toBe(502);
  expect(running).toContain('dsk-');
});
