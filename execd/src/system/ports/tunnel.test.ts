import { once } from 'node:events';
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Tunnels } from './tunnel.ts';

let echo: Server;
let http: HttpServer;
let tunnels: Tunnels;
let port: number;
const portOf = (server: Server | HttpServer) => (server.address() as AddressInfo).port;

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  port = portOf(echo);
  tunnels = new Tunnels(8000);
  const sockets = new WebSocketServer({ noServer: true });
  http = createHttp().listen(0, '127.0.0.1');
  http.on('upgrade', (request, socket, head) => {
    void tunnels.connect(port).then((inside) => {
      sockets.handleUpgrade(request, socket, head, (ws) => tunnels.join(inside, ws));
    });
  });
  await once(http, 'listening');
});
afterEach(() => {
  tunnels.close();
  echo.close();
  http.closeAllConnections();
  http.close();
});

const open = async (): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${portOf(http)}`);
  await once(socket, 'open');
  return socket;
};

test('bytes go both ways, ten megabytes of them', async () => {
  const socket = await open();
  let received = 0;
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      received += data.length;
      if (received === 10_000_000) resolve();
    });
  });
  for (let i = 0; i < 100; i++) socket.send(Buffer.alloc(100_000, i));
  await all;
  const closed = once(socket, 'close') as Promise<[number]>;
  echo.close();
  socket.close();
  await closed;
});

test('a server that ends the connection ends the socket; text is refused', async () => {
  const socket = await open();
  const closed = once(socket, 'close') as Promise<[number]>;
  socket.send('text');
  expect((await closed)[0]).toBe(1003);
});

test('a port where nobody listens, and execd itself, are refused by name', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const nobody = portOf(free);
  free.close();
  await once(free, 'close');
  await expect(tunnels.connect(nobody)).rejects.toMatchObject({
    code: 'portRefused',
    message: expect.stringContaining(`Port ${nobody} of the desktop has nobody who listens`),
  });
  await expect(tunnels.connect(8000)).rejects.toMatchObject({ code: 'portRefused' });
});

test('a server on ::1 alone is found, too', async () => {
  const six = createServer().listen(0, '::1');
  await once(six, 'listening');
  (await tunnels.connect(portOf(six))).destroy();
  six.close();
});
