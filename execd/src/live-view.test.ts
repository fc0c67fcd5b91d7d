import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocketServer } from '@cyberdesk/runtime';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp } from '../test/app.ts';
import type { TestApp } from '../test/app.ts';
import { hasX } from '../test/needs.ts';

let execd: TestApp;
let server: Server;
let url: string;

beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
  server = serve({
    fetch: execd.app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: createSocketServer() },
  }) as Server;
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await execd.stop();
});

async function open(role: string, protocols: string[] = []): Promise<WebSocket> {
  const authorization = `Bearer ${await execd.key.token({ role })}`;
  return new WebSocket(url, protocols, { headers: { authorization } });
}

test.skipIf(!hasX)(
  'the socket speaks RFB from its first byte, by the subprotocol asked for',
  async () => {
    const socket = await open('view', ['binary']);
    const [hello] = (await once(socket, 'message')) as [Buffer];
    expect(hello.toString('latin1')).toBe('RFB 003.008\n');
    expect(socket.protocol).toBe('binary');
    socket.close();
  },
);

test.skipIf(!hasX)(
  'what a control role presses is a key, what a viewer presses is nothing',
  async () => {
    for (const role of ['control', 'view']) {
      const socket = await open(role);
      const bytes: Buffer[] = [];
      const has = async (length: number) => {
        while (Buffer.concat(bytes).length < length) await once(socket, 'message');
      };
      socket.on('message', (data: Buffer) => bytes.push(data));
      await has(12);
      socket.send('RFB 003.008\n');
      await has(14);
      socket.send(Buffer.from([1]));
      await has(18);
      socket.send(Buffer.from([1]));
      await has(42);
      const x = role === 'control' ? 77 : 300;
      socket.send(Buffer.from([5, 0, x >> 8, x & 255, 0, 88]));
      socket.send(Buffer.from([3, 0, 0, 0, 0, 0, 0, 64, 0, 64]));
      await has(42 + 64 * 64 * 4);
      expect((await execd.system.desktop.describe()).cursor).toEqual({ x: 77, y: 88 });
      socket.close();
      await once(socket, 'close');
    }
  },
);

test('without a token, or by a role that may not look, there is no socket', async () => {
  const refused = async (socket: WebSocket): Promise<number> => {
    const [, response] = await once(socket, 'unexpected-response');
    socket.on('error', () => undefined).terminate();
    return (response as { statusCode: number }).statusCode;
  };
  expect(await refused(new WebSocket(url))).toBe(401);
  expect(await refused(await open('bind'))).toBe(403);
  expect(await refused(await open('nothing'))).toBe(403);
});

test.skipIf(!hasX)('a plain request to the socket’s path is told what it is', async () => {
  expect((await execd.call('/live')).status).toBe(400);
});
