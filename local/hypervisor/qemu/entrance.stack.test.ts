import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { EXECD_PORT } from '../system/addresses.ts';
import { childrenOf } from '../system/processes.ts';
import { entranceArguments, pastaArguments } from './network.ts';

const ADDRESS = '127.70.9.9';
const BYTES = 20_000_000;
const UPLOADS = 12;
const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill()));

/** Stands where QEMU does: it reads as a guest that is emulated does, now and then. */
const READER = `
require('node:net').createServer(async (socket) => {
  let received = 0;
  for await (const part of socket) {
    received += part.length;
    if (Math.random() < 0.2) await new Promise((done) => setTimeout(done, Math.random() * 6));
    if (received === ${BYTES}) socket.end(String(received));
  }
}).listen(${EXECD_PORT}, '127.0.0.1', () => console.log('reads'));
`;

const start = (program: string, args: string[]): ChildProcess => {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], cwd: '/tmp' });
  started.push(child);
  return child;
};

test('every byte arrives inside, however slowly it is read', async () => {
  const pasta = start('pasta', pastaArguments([process.execPath, '-e', READER]));
  await new Promise((resolve) => pasta.stdout?.once('data', resolve));
  const [inside = 0] = childrenOf(pasta.pid ?? 0);
  start('systemd-socket-activate', entranceArguments(ADDRESS, inside));
  for (let upload = 0; upload < UPLOADS; upload++)
    expect(await Promise.race([send(), delay(15_000, 'it stands still')])).toBe(String(BYTES));
}, 120_000);

const send = async (): Promise<string> => {
  const socket = connect(EXECD_PORT, ADDRESS);
  const refused = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
  });
  if (refused) return delay(50).then(send);
  socket.write(Buffer.alloc(BYTES));
  return text(socket);
};
