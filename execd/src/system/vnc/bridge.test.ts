import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { Control } from '../control/control.ts';
import { Bridge } from './bridge.ts';

const person = { type: 'human', id: 'person' };

let xserver: TestServer;
let desktop: Desktop;
let bridge: Bridge;
let control: Control;
let acts: string[];
let http: Server;
let url: string;

beforeEach(async () => {
  xserver = await startServer();
  desktop = new Desktop(xserver.number, silent);
  desktop.display.start();
  acts = [];
  bridge = new Bridge(xserver.rfbSocket, (control = new Control()), silent, (actor, act) =>
    acts.push(`${actor.id} ${act}`),
  );
  const sockets = new WebSocketServer({ noServer: true });
  http = createServer().listen(0, '127.0.0.1');
  http.on('upgrade', (request, socket, head) => {
    const role = request.url === '/control' ? 'control' : 'view';
    void bridge.open().then((server) => {
      sockets.handleUpgrade(request, socket, head, (ws) =>
        bridge.join(server, ws, { role, actor: person, label: role }),
      );
    });
  });
  await once(http, 'listening');
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(async () => {
  bridge.close();
  desktop.display.stop();
  http.closeAllConnections();
  http.close();
  await xserver.stop();
});

/** A viewer that has shaken hands; `received` collects what the server sends after that. */
async function view(role: 'view' | 'control') {
  const socket = new WebSocket(`${url}/${role}`);
  let bytes = Buffer.alloc(0);
  socket.on('message', (data: Buffer) => (bytes = Buffer.concat([bytes, data])));
  const has = async (length: number) => {
    while (bytes.length < length) await once(socket, 'message');
  };
  await has(12);
  socket.send('RFB 003.008\n');
  await has(12 + 2);
  socket.send(Buffer.from([1]));
  await has(12 + 2 + 4);
  socket.send(Buffer.from([0]));
  await has(12 + 2 + 4 + 24);
  const width = bytes.readUInt16BE(18);
  const nameLength = bytes.readUInt32BE(18 + 20);
  await has(18 + 24 + nameLength);
  const start = 18 + 24 + nameLength;
  return {
    socket,
    width,
    received: () => bytes.length - start,
    has: (n: number) => has(start + n),
  };
}

function pointer(x: number, y: number): Buffer {
  const message = Buffer.alloc(6);
  message[0] = 5;
  message.writeUInt16BE(x, 2);
  message.writeUInt16BE(y, 4);
  return message;
}

const FULL_UPDATE = Buffer.from([3, 0, 0, 0, 0, 0, 4, 0, 3, 0]);

test.skipIf(!hasX)('control moves the pointer, and the frame reaches the viewer', async () => {
  const viewer = await view('control');
  expect(viewer.width).toBe(1024);
  viewer.socket.send(pointer(123, 456));
  viewer.socket.send(FULL_UPDATE);
  await viewer.has(1024 * 768);
  expect((await desktop.describe()).cursor).toEqual({ x: 123, y: 456 });
});

test.skipIf(!hasX)('of what a viewer sends nothing moves, but its frames come', async () => {
  const viewer = await view('view');
  const before = (await desktop.describe()).cursor;
  viewer.socket.send(pointer(123, 456));
  viewer.socket.send(FULL_UPDATE);
  await viewer.has(1024 * 768);
  expect((await desktop.describe()).cursor).toEqual(before);
});

test.skipIf(!hasX)('who does not hold the control moves nothing until it is released', async () => {
  const viewer = await view('control');
  const agent = { type: 'agent', id: 'key' };
  control.acquire(agent, { ttlSeconds: 60, takeOver: false });
  const before = (await desktop.describe()).cursor;
  viewer.socket.send(pointer(123, 456));
  viewer.socket.send(FULL_UPDATE);
  await viewer.has(1024 * 768);
  expect((await desktop.describe()).cursor).toEqual(before);
  control.release(agent);
  viewer.socket.send(pointer(123, 456));
  await expect
    .poll(async () => (await desktop.describe()).cursor, { timeout: 5_000 })
    .toEqual({ x: 123, y: 456 });
});

test.skipIf(!hasX)('two viewers and one controller see the desktop at once', async () => {
  const all = [await view('view'), await view('view'), await view('control')];
  expect(bridge.viewers().map(({ role, label }) => `${role} ${label}`)).toEqual([
    'view view',
    'view view',
    'control control',
  ]);
  for (const { socket } of all) socket.send(FULL_UPDATE);
  await Promise.all(all.map((viewer) => viewer.has(1024 * 768)));
});

test.skipIf(!hasX)('a viewer is shown out by its id, and knows why', async () => {
  const [first, second] = [await view('view'), await view('view')];
  const id = bridge.viewers()[0]?.id ?? '';
  const closed = once(first.socket, 'close') as Promise<[number]>;
  bridge.disconnect(id);
  expect((await closed)[0]).toBe(4001);
  await expect.poll(() => bridge.viewers().map((viewer) => viewer.id)).not.toContain(id);
  expect(second.socket.readyState).toBe(WebSocket.OPEN);
  expect(() => bridge.disconnect(id)).toThrow('No such viewer');
});

test.skipIf(!hasX)(
  'what a controller does is told by kind, what a viewer tries is not',
  async () => {
    const KEY_DOWN = Buffer.from([4, 1, 0, 0, 0, 0, 0, 0x61]);
    const KEY_UP = Buffer.from([4, 0, 0, 0, 0, 0, 0, 0x61]);
    for (const role of ['view', 'control'] as const) {
      const { socket } = await view(role);
      for (const message of [
        KEY_DOWN,
        KEY_UP,
        Buffer.from([5, 1, 0, 5, 0, 5]),
        Buffer.from([5, 0, 0, 5, 0, 5]),
      ])
        socket.send(message);
    }
    await expect.poll(() => acts).toEqual(['person key', 'person press', 'person pointer']);
  },
);

test.skipIf(!hasX)('a message that is not known closes the socket', async () => {
  const { socket } = await view('control');
  socket.send(Buffer.from([99]));
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  expect([code, String(reason)]).toEqual([1003, 'message type 99 is not known']);
  while (bridge.viewers().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

test.skipIf(!hasX)(
  'the viewer is told when the screen goes away, and a missing screen is a fault',
  async () => {
    const { socket } = await view('view');
    const closed = once(socket, 'close');
    await xserver.stop();
    await closed;
    await expect(bridge.open()).rejects.toMatchObject({ code: 'screenUnavailable' });
  },
);

test('a viewer that does not read holds the server back instead of filling memory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rfb-'));
  const path = join(directory, 'rfb');
  let written = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const endless = createSocketServer((peer) => {
    const pump = () => {
      do written += chunk.length;
      while (peer.write(chunk));
    };
    peer.on('drain', pump).on('error', () => undefined);
    pump();
  }).listen(path);
  const slow = Object.assign(new EventEmitter(), {
    bufferedAmount: 0,
    send(data: Buffer) {
      this.bufferedAmount += data.length;
    },
    close: () => undefined,
  });
  const flood = new Bridge(path, new Control(), silent);
  flood.join(await flood.open(), slow as unknown as WebSocket, { role: 'view', actor: person });
  while (slow.bufferedAmount < 1024 * 1024) await setImmediate();
  const at = slow.bufferedAmount;
  for (let i = 0; i < 50; i++) await setImmediate();
  expect(slow.bufferedAmount - at).toBeLessThan(512 * 1024);
  expect(written).toBeLessThan(4 * 1024 * 1024);
  flood.close();
  endless.close();
  await rm(directory, { recursive: true });
});
