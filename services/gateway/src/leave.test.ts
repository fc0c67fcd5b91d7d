import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grantOf } from './testing/grants.ts';
import { running, startWorld, type World } from './testing/world.ts';

let world: World;
let agent: Agent;
beforeEach(async () => {
  world = await startWorld();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  await world.close();
});

const ask = async (path: string): Promise<IncomingMessage> => {
  const headers = { authorization: `Bearer ${await world.token()}` };
  const asked = get({ agent, port: world.gateway.controlPort, path, headers });
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  reply.resume();
  await once(reply, 'end');
  return reply;
};

test('a gateway that leaves serves on, and ends each connection with its answer', async () => {
  const paths = [`/instances/${running}/display`, `/instances/${running}`, '/version'];
  for (const path of paths) expect((await ask(path)).headers.connection).toBe('keep-alive');
  world.gateway.leave();
  world.gateway.leave();
  for (const path of paths) {
    const reply = await ask(path);
    expect([reply.statusCode, reply.headers.connection]).toEqual([200, 'close']);
  }
  const ready = await ask('/ready');
  expect(ready.statusCode).toBe(503);
});

test('what is under way when it leaves ends by itself', async () => {
  const reached = Promise.withResolvers<() => void>();
  world.desktop.answer = (_, response) =>
    reached.resolve(() =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
  const path = `/instances/${running}/commands`;
  const reply = world.call('POST', path, { body: { command: 'sleep 60' } });
  const answer = await reached.promise;
  world.gateway.leave();
  answer();
  expect((await reply).status).toBe(200);
});

test('sockets that are open live on until it closes', async () => {
  const socket = await openLive();
  world.gateway.leave();
  await ask('/version');
  expect(socket.destroyed).toBe(false);
  void world.gateway.close();
  await vi.waitFor(() => expect(socket.destroyed).toBe(true));
});

const openLive = async () => {
  const grant = await grantOf(world, { kind: 'stream' });
  const asked = request({
    port: world.gateway.dataPort,
    path: `/instances/${running}/live`,
    headers: {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': `binary, cyberdesk.grant.${grant}`,
    },
  });
  asked.end();
  const [, socket] = (await once(asked, 'upgrade')) as [unknown, NodeJS.ReadStream];
  socket.resume();
  return socket;
};
