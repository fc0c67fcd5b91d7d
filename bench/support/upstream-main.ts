import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Where it listens, as JSON in its first line. */
export interface UpstreamPorts {
  /** 1 KB of JSON on every path; on `/live` a WebSocket to the flood. */
  http: number;
  /** The same flood for whoever connects. */
  tcp: number;
}

const CHUNK = Buffer.alloc(64 * 1024, 7);
/** Enough on its way that the relay never waits for us. */
const WAITING_BYTES = 1024 * 1024;

/** The same chunk as a message of a WebSocket server: it costs no more to send. */
const FRAME = Buffer.concat([Buffer.from('827f0000000000010000', 'hex'), CHUNK]);

/** Sends as many chunks as the other side asks for, as fast as it takes them. */
const flood = (stream: Duplex): void => {
  stream.on('error', () => stream.destroy());
  stream.on('data', (asked: Buffer) => void give(stream, CHUNK, asked.readUInt32BE()));
};

const floodSocket = (socket: WebSocket, { socket: stream }: IncomingMessage): void => {
  socket.on('error', () => socket.terminate());
  socket.on('message', (asked: Buffer) => void give(stream, FRAME, asked.readUInt32BE()));
};

const give = async (stream: Duplex, chunk: Buffer, chunks: number): Promise<void> => {
  for (let sent = 0; sent < chunks && !stream.destroyed; sent += 1)
    if (!stream.write(chunk) && stream.writableLength > WAITING_BYTES)
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
};

const items = Array.from({ length: 16 }, (_, number) => String(number).padEnd(60, '.'));
const body = Buffer.from(JSON.stringify({ items }));
const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };

/** What stands where execd stands when only what is before it is measured. */
const http = createHttpServer((_, response) => response.writeHead(200, headers).end(body));
new WebSocketServer({ server: http, path: '/live', perMessageDeflate: false }).on(
  'connection',
  floodSocket,
);
const tcp = createServer(flood);
for (const server of [http, tcp]) await once(server.listen(0, '127.0.0.1'), 'listening');
const portOf = (server: { address: () => unknown }): number =>
  (server.address() as AddressInfo).port;
console.log(JSON.stringify({ http: portOf(http), tcp: portOf(tcp) } satisfies UpstreamPorts));
