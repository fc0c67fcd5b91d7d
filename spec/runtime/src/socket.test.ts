import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createApp } from '../test/contract.ts';
import type { MountOptions } from './mount.ts';
import type { SocketRequest } from './operation.ts';
import { Problem } from './problem.ts';
import { createSocketServer } from './socket.ts';

type CallPet = (input: unknown, context: unknown, socket: SocketRequest) => unknown;

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function listen(
  callPet: CallPet,
  options: Partial<MountOptions<unknown>> = {},
): Promise<string> {
  const app = createApp({ callPet }, options);
  const server = serve({
    fetch: app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: createSocketServer() },
  });
  closers.push(() => server.close());
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function open(host: string, protocols: string[] = []): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${host}/call`, protocols);
  closers.push(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

async function refusal(host: string, path = '/call'): Promise<number | undefined> {
  const socket = new WebSocket(`ws://${host}${path}`);
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { statusCode?: number },
  ];
  socket.terminate();
  return response.statusCode;
}

const echo: CallPet = async (_input, _context, request) => {
  const socket = await request.accept(request.protocols.includes('binary') ? 'binary' : undefined);
  socket.on('message', (data) => socket.send(data));
};

test('an accepted socket carries messages both ways', async () => {
  const socket = await open(await listen(echo));
  socket.send('hello');
  const [data] = (await once(socket, 'message')) as [Buffer];
  expect(data.toString()).toBe('hello');
});

test('the server answers with the chosen subprotocol, never with a token', async () => {
  const host = await listen(echo);
  const socket = await open(host, ['cyberdesk.grant.secret', 'binary']);
  expect(socket.protocol).toBe('binary');
});

test('a socket is refused by status before it is open', async () => {
  const stranger = await listen(echo, {
    context: () => {
      throw new Problem({ status: 401, code: 'unauthenticated', title: 'No', detail: 'No.' });
    },
  });
  expect(await refusal(stranger)).toBe(401);
  expect(await refusal(await listen(echo), '/call?x=1')).toBe(400);
  const sleeping = new Problem({
    status: 409,
    code: 'asleep',
    title: 'Asleep',
    detail: 'Wake it.',
  });
  expect(await refusal(await listen(() => Promise.reject(sleeping)))).toBe(409);
});

test('a handler that neither accepts nor refuses is our fault', async () => {
  expect(await refusal(await listen(() => undefined))).toBe(500);
});

test('a failure after the opening closes the socket without a reason from inside', async () => {
  const log = { info: vi.fn<() => void>(), error: vi.fn<() => void>() };
  const host = await listen(
    async (_input, _context, request) => {
      await request.accept();
      throw new Error('hunter2');
    },
    { log },
  );
  const socket = await open(host);
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  expect([code, reason.toString()]).toEqual([1011, '']);
  expect(log.error).toHaveBeenCalledOnce();
});

test('a plain request to a socket is told so', async () => {
  const response = await fetch(`http://${await listen(echo)}/call`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('Upgrade: websocket');
});
