import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { OwnBuffer } from './own-buffer.ts';

const startSender = async (): Promise<{ port: number; socket: Promise<Socket> }> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = once(server, 'connection').then(([each]) => each as Socket);
  void socket.then(() => server.close());
  return { port: (server.address() as AddressInfo).port, socket };
};

test('bytes come as data first and to the reader alone after that; what it keeps stays as it was', async () => {
  const { port, socket } = await startSender();
  const connection = new OwnBuffer({ port, host: '127.0.0.1' });
  const sender = await socket;
  sender.write('head');
  const [head] = (await once(connection.stream, 'data')) as [Buffer];
  expect(head.toString()).toBe('head');
  const kept: Buffer[] = [];
  connection.divert((bytes) => {
    kept.push(bytes);
    return true;
  });
  const sent = randomBytes(3 * 1024 * 1024);
  sender.end(sent);
  await once(connection.stream, 'end');
  expect(Buffer.concat(kept).equals(sent)).toBe(true);
  expect(head.toString()).toBe('head');
});

test('a connection that is held back reads no more', async () => {
  const { port, socket } = await startSender();
  const connection = new OwnBuffer({ port, host: '127.0.0.1' });
  const sender = await socket;
  let read = 0;
  connection.divert((bytes) => {
    read += bytes.length;
    connection.stream.pause();
    return false;
  });
  const sent = Buffer.alloc(32 * 1024 * 1024, 1);
  sender.end(sent);
  await expect.poll(() => read).toBeGreaterThan(0);
  const first = read;
  await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBe(first);
  connection.stream.on('pause', () => setImmediate(() => connection.stream.resume()));
  connection.stream.resume();
  await expect.poll(() => read).toBe(sent.length);
});
