import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GuestAgent } from './guest-agent.ts';

type Command = { execute: string; arguments: Record<string, unknown> };

let directory = '';
let server: Server;
let answer: (command: Command, socket: Socket) => object | undefined = () => undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cyberdesk-qga-'));
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        const reply = answer(JSON.parse(line) as Command, socket);
        if (reply) socket.write(`${JSON.stringify(reply)}\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(join(directory, 'qga.sock'), resolve));
});
afterEach(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

test('a ping skips what an earlier client left unread', async () => {
  answer = (command, socket) => {
    socket.write('{"return": {"stale": true}}\n');
    return { return: command.arguments['id'] };
  };
  expect(await GuestAgent.with(directory, (agent) => agent.ping())).toBe(true);
});

test('a silent guest is not connected', async () => {
  answer = () => undefined;
  expect(await GuestAgent.with(directory, (agent) => agent.ping(50))).toBe(false);
});

test('a program in the guest is waited for', async () => {
  let polls = 0;
  answer = ({ execute }) =>
    execute === 'guest-exec'
      ? { return: { pid: 7 } }
      : { return: { exited: ++polls > 1, exitcode: 0 } };
  await GuestAgent.with(directory, (agent) => agent.exec('/bin/true', [], 5000));
  expect(polls).toBe(2);
});

test('a program that fails tells what it said', async () => {
  const said = Buffer.from('no window').toString('base64');
  answer = ({ execute }) =>
    execute === 'guest-exec'
      ? { return: { pid: 7 } }
      : { return: { exited: true, exitcode: 1, 'err-data': said } };
  const running = GuestAgent.with(directory, (agent) => agent.exec('/x', [], 5000));
  await expect(running).rejects.toThrow('ended with 1: no window');
});

test('an error and a missing answer are both errors', async () => {
  answer = () => ({ error: { desc: 'disabled' } });
  await expect(
    GuestAgent.with(directory, (agent) => agent.call('guest-fsfreeze-freeze')),
  ).rejects.toThrow('disabled');
  answer = () => undefined;
  await expect(GuestAgent.with(directory, (agent) => agent.call('x', {}, 30))).rejects.toThrow(
    'did not answer',
  );
});
