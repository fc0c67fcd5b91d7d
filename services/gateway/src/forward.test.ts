import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  organizationId,
  running,
  runningStatus,
  seen,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
const ok: World['desktop']['answer'] = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
beforeAll(async () => {
  world = await startWorld({ upstream: { headersTimeoutMs: 400, connectTimeoutMs: 400 } });
});
afterAll(() => world.close());
beforeEach(() => void (world.desktop.answer = ok));
afterEach(() => setStatus(world.kube, running, runningStatus()));

const at = (path: string): string => `/instances/${running}${path}`;
const binary = { 'content-type': 'application/octet-stream' };

test("a request arrives as it was sent, with our token in the place of the caller's", async () => {
  const bodies: string[] = [];
  world.desktop.answer = async (request, response) => {
    bodies.push(await text(request));
    ok(request, response);
  };
  const body = '{ "actions": [ {"type":"move","x":1,"y":2} ],\n "unknown": 1 }';
  const reply = await world.call('POST', at('/actions'), {
    body,
    headers: {
      'idempotency-key': 'k1',
      'x-request-id': 'req-7',
      'x-forwarded-for': '1.2.3.4',
      cookie: 'a=b',
    },
  });
  expect(reply.status).toBe(200);
  expect(bodies).toEqual([body]);
  const call = world.desktop.requests.at(-1);
  expect(call).toMatchObject({ method: 'POST', url: '/actions' });
  expect(call?.claims).toMatchObject({
    iss: 'cyberdesk-gateway',
    aud: running,
    role: 'control',
    org: organizationId,
    scopes: ['input:write'],
    actor: { type: 'agent', id: 'key_1' },
    principal: `${organizationId}:agent:key_1`,
  });
  expect(call?.headers).toMatchObject({ 'idempotency-key': 'k1', 'x-request-id': 'req-7' });
  expect(Object.keys(call?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']));
  expect(call?.headers['x-forwarded-for']).toBeUndefined();
  expect(reply.headers.get('x-request-id')).toBe('req-7');
});

test('query, status and headers pass through; those of the connection do not', async () => {
  world.desktop.answer = (_, response) =>
    response
      .writeHead(206, {
        'content-type': 'text/plain',
        etag: '"1"',
        'content-range': 'bytes 0-2/9',
        'set-cookie': 'a=b',
        'x-secret': 's',
        connection: 'x-secret',
      })
      .end('abc');
  const reply = await world.call('GET', at('/files/content?path=%2Ftmp%2Fa%20b%3F'), {
    headers: { range: 'bytes=0-2' },
  });
  expect(reply.status).toBe(206);
  expect(await reply.text()).toBe('abc');
  expect(world.desktop.requests.at(-1)).toMatchObject({
    url: '/files/content?path=%2Ftmp%2Fa%20b%3F',
    headers: { range: 'bytes=0-2' },
  });
  expect(reply.headers.get('etag')).toBe('"1"');
  expect(reply.headers.get('set-cookie')).toBeNull();
  expect(reply.headers.get('x-secret')).toBeNull();
});

test("a desktop's own problems are passed on", async () => {
  const problem = { code: 'fileNotFound', status: 404 };
  world.desktop.answer = (_, response) =>
    response
      .writeHead(404, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify(problem));
  const reply = await world.call('GET', at('/files/content?path=/none'));
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(await reply.json()).toEqual(problem);
});

test('a reply without a body stays without', async () => {
  world.desktop.answer = (_, response) => response.writeHead(304, { etag: '"1"' }).end();
  const reply = await world.call('GET', at('/screenshot'));
  expect(reply.status).toBe(304);
  expect(await reply.text()).toBe('');
});

test("that a desktop does not accept our token is not the caller's 401", async () => {
  world.desktop.answer = (_, response) => response.writeHead(401).end();
  const reply = await world.call('GET', at('/screenshot'));
  expect(reply.status).toBe(502);
});

const size = 50 * 1024 * 1024;
const chunk = randomBytes(64 * 1024);
const digestOf = (count: number): string => {
  const hash = createHash('sha256');
  for (let sent = 0; sent < count; sent += chunk.length) hash.update(chunk);
  return hash.digest('hex');
};

test('50 MB stream down', async () => {
  world.desktop.answer = async (_, response) => {
    response.writeHead(200, binary);
    for (let sent = 0; sent < size; sent += chunk.length)
      if (!response.write(chunk)) await once(response, 'drain');
    response.end();
  };
  const hash = createHash('sha256');
  const reply = await world.call('GET', at('/files/content?path=/big'));
  for await (const part of reply.body ?? []) hash.update(part as Uint8Array);
  expect(hash.digest('hex')).toBe(digestOf(size));
});

/** A body of so many bytes that tells how many were taken. */
const bytesOf = (count: number, onTaken: (total: number) => void = () => {}) => {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= count) return controller.close();
      controller.enqueue(chunk);
      sent += chunk.length;
      onTaken(sent);
    },
  });
};

test('50 MB stream up', async () => {
  const hash = createHash('sha256');
  world.desktop.answer = async (request, response) => {
    for await (const part of request) hash.update(part as Buffer);
    ok(request, response);
  };
  const call = { body: bytesOf(size), headers: binary };
  const reply = await world.call('PUT', at('/files/content?path=/big'), call);
  expect(reply.status).toBe(200);
  expect(hash.digest('hex')).toBe(digestOf(size));
});

/** Resolves when a number has not changed for a while. */
const settled = async (read: () => number): Promise<number> => {
  for (let last = -1; last !== read(); await delay(250)) last = read();
  return read();
};

/** What the kernel's buffers on two hops hold, and a little of ours. */
const held = 40 * 1024 * 1024;

test('a reader that stops holds the desktop back: memory is bounded', async () => {
  let written = 0;
  world.desktop.answer = async (_, response) => {
    response.writeHead(200, binary);
    for (; !response.destroyed && written < 4 * held; written += chunk.length)
      if (!response.write(chunk)) await once(response, 'drain');
  };
  const stop = new AbortController();
  const reply = await world.call('GET', at('/files/content?path=/big'), { signal: stop.signal });
  expect(await settled(() => written)).toBeLessThan(held);
  expect(reply.status).toBe(200);
  stop.abort();
});

test('a desktop that stops reading holds the sender back: memory is bounded', async () => {
  const patient = await startWorld();
  const arrived = Promise.withResolvers<ServerResponse>();
  patient.desktop.answer = (_, response) => arrived.resolve(response);
  let taken = 0;
  const body = bytesOf(4 * held, (total) => (taken = total));
  const stop = new AbortController();
  const call = { body, headers: binary, signal: stop.signal };
  const reply = patient.call('PUT', at('/files/content?path=/big'), call);
  const response = await arrived.promise;
  const closed = once(response, 'close');
  expect(await settled(() => taken)).toBeLessThan(held);
  stop.abort();
  // Only who reads learns that the other side is gone.
  response.req.resume();
  await expect(reply).rejects.toThrow('abort');
  await closed;
  await patient.close();
});

test('a client that goes away while it waits aborts the call inside', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  world.desktop.answer = (_, response) => arrived.resolve(response);
  const stop = new AbortController();
  const call = world.call('POST', at('/commands'), {
    body: { command: 'sleep 60' },
    signal: stop.signal,
  });
  const response = await arrived.promise;
  const closed = once(response, 'close');
  stop.abort();
  await expect(call).rejects.toThrow('abort');
  await closed;
});

test('a client that goes away while it reads ends the reply inside', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  world.desktop.answer = (_, response) => {
    response.writeHead(200, binary).write('first');
    arrived.resolve(response);
  };
  const stop = new AbortController();
  const reply = await world.call('GET', at('/files/content?path=/a'), { signal: stop.signal });
  const closed = once(await arrived.promise, 'close');
  await reply.body?.getReader().read();
  stop.abort();
  await closed;
});

test('a desktop that breaks off leaves a reply that is visibly incomplete', async () => {
  world.desktop.answer = (_, response) => {
    response.writeHead(200, { ...binary, 'content-length': '1000000' }).write('first');
    setTimeout(() => response.socket?.destroy(), 20);
  };
  const reply = await world.call('GET', at('/files/content?path=/a'));
  await expect(reply.arrayBuffer()).rejects.toThrow('terminated');
});

test('a desktop that does not answer in time is 502: it may have done it', async () => {
  world.desktop.answer = () => {};
  const reply = await world.call('POST', at('/actions'), { body: { actions: [] } });
  expect(reply.status).toBe(502);
  expect(await reply.json()).toMatchObject({ code: 'upstreamFailed' });
});

test('a desktop that cannot be reached is 503: nothing was done', async () => {
  const name = newName();
  await addInstance(world.kube, name);
  // Nothing listens at this address.
  await setStatus(world.kube, name, runningStatus({ address: '127.0.0.77' }));
  const reply = await world.call('POST', `/instances/${name}/actions`, { body: { actions: [] } });
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('1');
  expect(await reply.json()).toMatchObject({ code: 'unavailable' });
});

test('a read over a dead connection is repeated, a write is not', async () => {
  const kill = (): void => {
    let killed = false;
    world.desktop.answer = (request, response) => {
      if (killed) return ok(request, response);
      killed = true;
      return response.socket?.destroy();
    };
  };
  kill();
  expect((await world.call('GET', at('/display'))).status).toBe(200);
  kill();
  expect((await world.call('POST', at('/actions'), { body: { actions: [] } })).status).toBe(502);
});

test('something that is no HTTP server is 502', async () => {
  const server = createServer((socket) => socket.end('hello\r\n\r\n'));
  server.listen(0, '127.0.0.78');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const other = await startWorld({ execdPort: port });
  await setStatus(other.kube, running, runningStatus({ address: '127.0.0.78' }));
  await seen(
    other.gateway,
    () => other.gateway.services.instances.get(running)?.status.machine?.address === '127.0.0.78',
  );
  expect((await other.call('GET', at('/display'))).status).toBe(502);
  await other.close();
  server.close();
});

test.each(['Pending', 'Starting', 'Stopping', 'Stopped', 'Failed', 'Deleted'])(
  'a desktop that is %s answers 409 with its state',
  async (phase) => {
    const name = newName();
    await addInstance(world.kube, name);
    await setStatus(world.kube, name, { ...runningStatus(), phase });
    const reply = await world.call('GET', `/instances/${name}/display`);
    expect(reply.status).toBe(409);
    const currentState = phase.toLowerCase();
    expect(await reply.json()).toMatchObject({ code: 'desktopNotRunning', currentState });
  },
);

test.each(['example.com', '169.254.169.254', '0.0.0.0', '224.0.0.1', '::ffff:10.0.0.1', ''])(
  'the address %s in a status is never connected to',
  async (address) => {
    const name = newName();
    await addInstance(world.kube, name);
    await setStatus(world.kube, name, runningStatus({ address }));
    expect((await world.call('GET', `/instances/${name}/display`)).status).toBe(503);
  },
);

test('nothing of a request decides where it goes', async () => {
  const before = world.desktop.requests.length;
  const reply = await world.call('GET', at('/display'), {
    headers: {
      host: '127.0.0.77:1',
      'x-forwarded-host': '127.0.0.77',
      forwarded: 'host=127.0.0.77',
    },
  });
  expect(reply.status).toBe(200);
  expect(world.desktop.requests.length).toBe(before + 1);
});

test('a body over the limit is 413', async () => {
  world.desktop.answer = async (request, response) => {
    await text(request);
    ok(request, response);
  };
  const body = JSON.stringify({ command: 'x'.repeat(2 * 1024 * 1024) });
  const reply = await world.call('POST', at('/commands'), { body });
  expect(reply.status).toBe(413);
  const bytes = new TextEncoder().encode(body);
  const stream = new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const chunked = await world.call('POST', at('/commands'), {
    body: stream,
    headers: { 'content-type': 'application/json' },
  });
  expect(chunked.status).toBe(413);
});

test('connections to a desktop are used again', async () => {
  for (let i = 0; i < 5; i += 1) await (await world.call('GET', at('/display'))).text();
  const before = world.desktop.connections();
  for (let i = 0; i < 20; i += 1) await (await world.call('GET', at('/display'))).text();
  expect(world.desktop.connections()).toBe(before);
});
