import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { Desktop } from './desktop.ts';
import type { Desktop as DesktopData } from './generated/types.gen.ts';
import { APIError, Cyberdesk, TimeoutError, type CommandEvent } from './index.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Seen {
  line: string;
  body: Record<string, unknown>;
}
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A desktop of a real server that answers its requests by these, one after the other; the last one stays. */
const serve = async (...answers: Answer[]): Promise<{ desktop: Desktop; seen: Seen[] }> => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url?.split('/commands')[1] ?? '';
      seen.push({ line: `${request.method} ${path}`, body: JSON.parse(body || '{}') as never });
      (answers[seen.length - 1] ?? answers.at(-1))?.(response, request);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { resources } = new Cyberdesk({ apiKey: 'cyb_x', baseUrl });
  return { desktop: new Desktop(resources, { id: `dsk_${'2'.repeat(34)}` } as DesktopData), seen };
};

const json =
  (body: object, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
const command = (state: string, extra: object = {}): Answer =>
  json({ id: 'cmd_1', command: 'x', state, stdout: '', stderr: '', ...extra });
const empty: Answer = (response) => response.writeHead(204).end();
const write = (response: ServerResponse, events: CommandEvent[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events)
    response.write(`id: ${event.offset}\ndata: ${JSON.stringify(event)}\n\n`);
};
const events =
  (...list: CommandEvent[]): Answer =>
  (response) => {
    write(response, list);
    response.end();
  };
const breaking =
  (...list: CommandEvent[]): Answer =>
  (response) => {
    write(response, list);
    response.write(': about to break\n\n', () => response.destroy());
  };
const output = (stream: string, piece: string, offset: number): CommandEvent => ({
  type: 'output',
  stream,
  text: piece,
  offset,
});
const end: CommandEvent = { type: 'end', state: 'finished', exitCode: 3, durationMs: 9, offset: 6 };

test('a long command is followed by its id until its end', async () => {
  const running = command('running');
  const { desktop, seen } = await serve(running, running, command('finished', { exitCode: 3 }));
  const result = await desktop.run('make', { timeoutSeconds: 600, cwd: '/src', tag: 'build' });
  expect(result).toMatchObject({ state: 'finished', exitCode: 3 });
  expect(seen.map(({ line }) => line)).toEqual([
    'POST ',
    'GET /cmd_1?waitSeconds=20',
    'GET /cmd_1?waitSeconds=20',
  ]);
  const sent = { command: 'make', timeoutSeconds: 600, cwd: '/src', tag: 'build' };
  expect(seen[0]?.body).toEqual(sent);
});

test('a short command is one request', async () => {
  const { desktop, seen } = await serve(command('finished', { exitCode: 0 }));
  expect(await desktop.run(['true'])).toMatchObject({ exitCode: 0 });
  expect(seen).toEqual([{ line: 'POST ', body: { command: ['true'], timeoutSeconds: 30 } }]);
});

test('callbacks are told the output as it comes, each stream its own', async () => {
  const bytes: CommandEvent = { type: 'output', stream: 'stderr', data: '/2E=', offset: 6 };
  const { desktop, seen } = await serve(
    command('running'),
    events(output('stdout', 'out', 3), output('stderr', 'e', 4), bytes, end),
    command('finished', { exitCode: 3 }),
  );
  const told: string[] = [];
  const result = await desktop.run('make', {
    onStdout: (piece) => told.push(`1${piece}`),
    onStderr: (piece) => told.push(`2${piece}`),
  });
  expect(told).toEqual(['1out', '2e', '2\ufffda']);
  expect(result.exitCode).toBe(3);
  expect(seen[0]?.body).toMatchObject({ waitSeconds: 0 });
});

test('output that breaks off goes on where it broke', async () => {
  const { desktop, seen } = await serve(
    command('running'),
    breaking(output('stdout', 'a', 1), output('stdout', 'b', 2)),
    events({ type: 'gap', missingBytes: 3, offset: 5 }, output('stdout', 'c', 6), end),
  );
  const handle = await desktop.commands.start('serve', { tag: 'web' });
  const all = await Array.fromAsync(handle.output());
  expect(all.map(({ type }) => type)).toEqual(['output', 'output', 'gap', 'output', 'end']);
  expect(seen[0]?.body).toEqual({ command: 'serve', tag: 'web', background: true });
  expect(seen.slice(1).map(({ line }) => line)).toEqual([
    'GET /cmd_1/output?offset=0',
    'GET /cmd_1/output?offset=2',
  ]);
});

test('a refusal throws at once, and ends a run by killing its command', async () => {
  const refused = json({ code: 'commandNotFound', status: 404, detail: 'none' }, 404);
  const { desktop, seen } = await serve(command('running'), refused, empty);
  const run = desktop.run('x', { onStdout: () => undefined });
  await expect(run).rejects.toMatchObject({ status: 404, code: 'commandNotFound' });
  await expect(run).rejects.toBeInstanceOf(APIError);
  expect(seen.at(-1)?.line).toBe('DELETE /cmd_1');
});

test('who gives up on a command kills it: abort, time, a callback that throws', async () => {
  const silent: Answer = (response) => write(response, [output('stdout', 'x', 1)]);
  const answers = [command('running'), silent, empty] as const;
  const leave = new AbortController();
  const first = await serve(...answers);
  const aborted = first.desktop.run('x', { signal: leave.signal, onStdout: () => leave.abort() });
  await expect(aborted).rejects.toThrow('aborted');
  const second = await serve(...answers);
  const late = second.desktop.run('x', { timeoutMs: 300, onStdout: () => undefined });
  await expect(late).rejects.toBeInstanceOf(TimeoutError);
  const third = await serve(...answers);
  const thrown = third.desktop.run('x', {
    onStdout: () => {
      throw new Error('mine');
    },
  });
  await expect(thrown).rejects.toThrow('mine');
  for (const { seen } of [first, second, third]) expect(seen.at(-1)?.line).toBe('DELETE /cmd_1');
});

test('a handle writes all input in pieces, closes, signals, resizes, waits, deletes', async () => {
  const { desktop, seen } = await serve(
    command('running'),
    ...[empty, empty, empty],
    command('running'),
    empty,
    command('running'),
    command('finished', { exitCode: 0 }),
    empty,
  );
  const handle = await desktop.commands.get('cmd_1');
  const input = 'é'.repeat(200_000);
  await handle.write(input);
  await handle.closeInput();
  await handle.signal('SIGINT');
  await handle.resize({ columns: 80, rows: 24 });
  expect((await handle.wait()).exitCode).toBe(0);
  expect(handle.state).toBe('finished');
  await handle.delete();
  expect(seen.slice(1).map(({ line }) => line)).toEqual([
    'POST /cmd_1/stdin',
    'POST /cmd_1/stdin',
    'POST /cmd_1/stdin/close',
    'POST /cmd_1/signal',
    'PUT /cmd_1/pty',
    'GET /cmd_1?waitSeconds=20',
    'GET /cmd_1?waitSeconds=20',
    'DELETE /cmd_1',
  ]);
  const pieces = seen.slice(1, 3).map(({ body }) => Buffer.from(String(body['data']), 'base64'));
  expect(Buffer.concat(pieces).toString()).toBe(input);
});

test('a wait has an end; a list has all pages', async () => {
  const { desktop, seen } = await serve(command('running'));
  const handle = await desktop.commands.get('cmd_1');
  const wait = handle.wait({ waitTimeoutSeconds: 0 });
  await expect(wait).rejects.toBeInstanceOf(TimeoutError);
  expect(seen.at(-1)?.line).toBe('GET /cmd_1?waitSeconds=0');
  const pages = [{ items: [{ id: 'a' }], nextCursor: 'n' }, { items: [{ id: 'b' }] }];
  const listed = await serve(...pages.map((page) => json(page)));
  const all = await Array.fromAsync(listed.desktop.commands.list({ tag: 'web' }));
  expect(all.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(listed.seen[1]?.line).toBe('GET ?limit=100&tag=web&cursor=n');
});
