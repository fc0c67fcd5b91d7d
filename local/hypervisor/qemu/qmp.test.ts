import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadState, saveState } from './migration.ts';
import { QmpClient, type QmpEvent } from './qmp.ts';

type Command = { execute: string; arguments: Record<string, unknown> };

let directory = '';
let server: Server;
let connection: Socket | undefined;
let commands: Command[] = [];
let answer: (command: Command) => object | undefined = () => ({ return: {} });

const tell = (message: object): void => void connection?.write(`${JSON.stringify(message)}\r\n`);

/** QEMU's side of the protocol: greets, then answers each line. */
function serve(socket: Socket): void {
  connection = socket;
  tell({ QMP: { version: {}, capabilities: [] } });
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.filter((each) => each.trim())) {
      const command = JSON.parse(line) as Command;
      commands.push(command);
      const reply = answer(command);
      if (reply) tell(reply);
    }
  });
}

beforeEach(async () => {
  // Far longer than a socket's path may be.
  directory = await mkdtemp(join(tmpdir(), `cyberdesk-${'x'.repeat(120)}`));
  commands = [];
  answer = () => ({ return: {} });
  server = createServer(serve);
  const previous = process.cwd();
  process.chdir(directory);
  await new Promise<void>((resolve) => server.listen('qmp.sock', resolve));
  process.chdir(previous);
});
afterEach(async () => {
  connection?.destroy();
  server.close();
  await rm(directory, { recursive: true, force: true });
});

test('connects through a long path and negotiates before anything else', async () => {
  const client = await QmpClient.connect(directory);
  expect(commands.map(({ execute }) => execute)).toEqual(['qmp_capabilities']);
  client.close();
});

test('answers belong to their commands, events come in between', async () => {
  const client = await QmpClient.connect(directory);
  const events: QmpEvent[] = [];
  client.onEvent((event) => events.push(event));
  answer = ({ execute }) => {
    tell({ event: 'RESUME', data: {} });
    return { return: { asked: execute } };
  };
  const both = await Promise.all([client.execute('query-status'), client.execute('stop')]);
  expect(both).toEqual([{ asked: 'query-status' }, { asked: 'stop' }]);
  expect(events).toHaveLength(2);
  client.close();
});

test('an error answer names the command', async () => {
  const client = await QmpClient.connect(directory);
  answer = () => ({ error: { class: 'GenericError', desc: 'not now' } });
  await expect(client.execute('cont')).rejects.toThrow('QMP cont: not now');
  client.close();
});

test('when QEMU ends, whoever waits is told', async () => {
  const client = await QmpClient.connect(directory);
  answer = () => undefined;
  const waiting = client.execute('cont');
  connection?.destroy();
  await expect(waiting).rejects.toThrow('closed its control socket');
  await client.closed;
});

test('a garbled line ends the connection instead of shifting all answers', async () => {
  const client = await QmpClient.connect(directory);
  connection?.write('{nonsense\n');
  await client.closed;
});

test('saving and loading a state leaves shared memory out and waits for the end', async () => {
  const client = await QmpClient.connect(directory);
  let polls = 0;
  answer = ({ execute }) =>
    execute === 'query-migrate'
      ? { return: { status: ++polls < 3 ? 'active' : 'completed' } }
      : { return: {} };
  await saveState(client);
  expect(commands[1]?.arguments).toEqual({
    capabilities: [{ capability: 'x-ignore-shared', state: true }],
  });
  expect(commands[2]).toEqual({ execute: 'migrate', arguments: { uri: 'exec:cat > state' } });
  await loadState(client);
  expect(commands.some(({ execute }) => execute === 'migrate-incoming')).toBe(true);
  client.close();
});

test('a state that does not fit is an error with QEMU’s reason', async () => {
  const client = await QmpClient.connect(directory);
  answer = ({ execute }) =>
    execute === 'query-migrate'
      ? { return: { status: 'failed', 'error-desc': 'other device' } }
      : { return: {} };
  await expect(loadState(client)).rejects.toThrow('other device');
  client.close();
});
