import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command, CommandEvent } from '@cyberdesk/generated/execd/types.gen';
import { createSocketServer, readEvents } from '@cyberdesk/runtime';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startApp, type TestApp } from '../test/app.ts';

let execd: TestApp;
let server: Server;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: false });
  server = serve({
    fetch: execd.app.fetch,
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: createSocketServer() },
  }) as Server;
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await execd.stop();
});

const json = async <T = Command>(path: string, init: object = {}): Promise<T> => {
  const response = await execd.call(path, init);
  return (await response.json()) as T;
};
const start = (request: object): Promise<Command> =>
  json('/commands', { json: { background: true, ...request } });
const events = async (id: string, query = '', headers = {}): Promise<CommandEvent[]> => {
  const response = await execd.call(`/commands/${id}/output${query}`, { headers });
  const all: CommandEvent[] = [];
  for await (const { data } of readEvents<CommandEvent>(
    response.body as ReadableStream<Uint8Array>,
  ))
    all.push(data);
  return all;
};
const ended = (id: string): Promise<Command> => json(`/commands/${id}?waitSeconds=20`);
const codeOf = async (path: string, init: object): Promise<[number, string]> => {
  const response = await execd.call(path, init);
  return [response.status, ((await response.json()) as { code: string }).code];
};

test('a background command takes input, tells its output live and its end', async () => {
  const { id, state } = await start({
    command: 'read a; echo "got $a"; read b || echo end',
    tag: 'x',
  });
  expect(state).toBe('running');
  const told = events(id);
  await execd.call(`/commands/${id}/stdin`, { json: { text: 'hé\n' } });
  await execd.call(`/commands/${id}/stdin/close`, { method: 'POST' });
  const all = await told;
  const text = all.map((event) => (event.type === 'output' ? event.text : '')).join('');
  expect(text).toBe('got hé\nend\n');
  expect(all.at(-1)).toMatchObject({ type: 'end', state: 'finished', exitCode: 0, offset: 12 });
  expect(await events(id, '?offset=8')).toMatchObject([
    { text: 'end\n', offset: 12 },
    { type: 'end' },
  ]);
  expect(await events(id, '', { 'last-event-id': '8' })).toMatchObject([{ offset: 12 }, {}]);
  expect(await ended(id)).toMatchObject({ stdout: 'got hé\nend\n', tag: 'x', stdoutBytes: 12 });
});

test('a long foreground command is answered as running and goes on', async () => {
  const request = { command: 'sleep 0.6; echo done', waitSeconds: 0 };
  const first = await json('/commands', { json: request });
  expect(first).toMatchObject({ state: 'running', background: false });
  expect(await ended(first.id)).toMatchObject({ state: 'finished', stdout: 'done\n' });
});

test('characters are never cut, bytes that are no text are base64', async () => {
  const { id } = await start({
    command: ['sh', '-c', "printf '\\303'; sleep 0.2; printf '\\251'; sleep 0.2; printf '\\377'"],
  });
  const all = await events(id);
  expect(all).toMatchObject([
    { text: 'é', offset: 2 },
    { data: '/w==', offset: 3 },
    { type: 'end' },
  ]);
});

test('signals reach the group; a command that has ended takes nothing', async () => {
  const { id } = await start({ command: 'trap "echo caught; exit 7" TERM; sleep 30 & wait' });
  await expect.poll(async () => (await json(`/commands/${id}`)).processId).toBeGreaterThan(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await execd.call(`/commands/${id}/signal`, { json: { signal: 'SIGTERM' } });
  expect(await ended(id)).toMatchObject({ exitCode: 7, stdout: 'caught\n' });
  for (const [path, body] of [
    ['signal', { signal: 'SIGTERM' }],
    ['stdin', { text: 'x' }],
  ] as const)
    expect(await codeOf(`/commands/${id}/${path}`, { json: body })).toEqual([
      409,
      'commandNotRunning',
    ]);
});

test('lists know them by tag and state; a deleted one is gone', async () => {
  const { id } = await start({ command: ['sleep', '30'], tag: 'to-delete' });
  const found = await json<{ items: Command[] }>('/commands?tag=to-delete&state=running');
  expect(found.items.map((each) => each.id)).toEqual([id]);
  expect((await execd.call(`/commands/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await codeOf(`/commands/${id}`, {})).toEqual([404, 'commandNotFound']);
  const nothing = `cmd_${'2'.repeat(34)}`;
  expect(await codeOf(`/commands/${nothing}/output`, {})).toEqual([404, 'commandNotFound']);
});

test('input must be one of text and data, and a command without input says so', async () => {
  const { id } = await json('/commands', { json: { command: ['sleep', '2'], waitSeconds: 0 } });
  expect(await codeOf(`/commands/${id}/stdin`, { json: {} })).toEqual([422, 'unprocessable']);
  expect(await codeOf(`/commands/${id}/stdin`, { json: { text: 'x' } })).toEqual([
    422,
    'unprocessable',
  ]);
  const size = { columns: 80, rows: 24 };
  expect(await codeOf(`/commands/${id}/pty`, { method: 'PUT', json: size })).toEqual([
    422,
    'unprocessable',
  ]);
});

const attach = async (
  id: string,
  query = '',
): Promise<{ socket: WebSocket; seen: () => string; texts: object[] }> => {
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}/commands/${id}/attach${query}`;
  const authorization = `Bearer ${await execd.key.token({})}`;
  const socket = new WebSocket(url, { headers: { authorization } });
  const chunks: Buffer[] = [];
  const texts: object[] = [];
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) chunks.push(data);
    else texts.push(JSON.parse(String(data)) as object);
  });
  await once(socket, 'open');
  return { socket, seen: () => Buffer.concat(chunks).toString(), texts };
};

test('a terminal: typed into, resized, left and found again', async () => {
  const { id } = await start({
    command: ['bash', '--norc'],
    pty: { columns: 80, rows: 24 },
    env: { PS1: '$ ' },
  });
  const first = await attach(id);
  first.socket.send(Buffer.from('stty size\n'));
  await expect.poll(first.seen).toContain('24 80');
  first.socket.send(JSON.stringify({ type: 'resize', columns: 100, rows: 40 }));
  first.socket.send(Buffer.from('stty size\n'));
  await expect.poll(first.seen).toContain('40 100');
  first.socket.close();
  const second = await attach(id);
  await expect.poll(second.seen).toContain('24 80');
  second.socket.send(Buffer.from('exit 3\n'));
  const [code] = (await once(second.socket, 'close')) as [number];
  expect(code).toBe(1000);
  expect(second.texts.at(0)).toEqual({ type: 'offset', offset: 0 });
  expect(second.texts.at(-1)).toMatchObject({ type: 'end', exitCode: 3 });
  const { pty, stdout } = await ended(id);
  expect([pty, stdout]).toEqual([{ columns: 100, rows: 40 }, expect.stringContaining('40 100')]);
});

test('one writes, others watch, and whoever takes over writes', async () => {
  const { id } = await start({ command: ['cat'] });
  const [writer, watcher] = [await attach(id), await attach(id)];
  watcher.socket.send(Buffer.from('no'));
  await expect.poll(() => watcher.texts).toContainEqual({ type: 'refused' });
  writer.socket.send(Buffer.from('yes\n'));
  await expect.poll(watcher.seen).toBe('\u0001yes\n');
  const heir = await attach(id, '?takeOver=true&offset=4');
  writer.socket.send(Buffer.from('late'));
  await expect.poll(() => writer.texts).toContainEqual({ type: 'refused' });
  heir.socket.send(Buffer.from('more\n'));
  await expect.poll(heir.seen).toBe('\u0001more\n');
  heir.socket.send(JSON.stringify({ type: 'closeStdin' }));
  await once(heir.socket, 'close');
});

test('a watcher that does not read holds nobody up, and gets everything when it does', async () => {
  const { id } = await start({ command: 'head -c 30000000 /dev/zero' });
  const { socket, seen } = await attach(id);
  socket.pause();
  expect(await ended(id)).toMatchObject({ exitCode: 0, stdoutBytes: 30_000_000 });
  expect(seen().length).toBeLessThan(10_000_000);
  socket.resume();
  await once(socket, 'close');
  expect(seen().replaceAll('\u0001', '')).toHaveLength(30_000_000);
});

test('an order that is not known closes the socket, the command lives on', async () => {
  const { id } = await start({ command: ['sleep', '3'] });
  const { socket } = await attach(id);
  socket.send('{"type":"reboot"}');
  expect(((await once(socket, 'close')) as [number])[0]).toBe(1003);
  expect((await json(`/commands/${id}`)).state).toBe('running');
  await execd.call(`/commands/${id}`, { method: 'DELETE' });
});
