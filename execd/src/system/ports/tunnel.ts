import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { Fault } from '../fault.ts';

const CONNECT_MS = 5000;
/** A side that reads slower than this much behind holds the other back. */
const HIGH_WATER_BYTES = 1024 * 1024;
const MAX_TUNNELS = 512;
const NORMAL = 1000;
const UNSUPPORTED = 1003;
const BROKEN = 1011;

/** TCP connections to ports of this machine's own loopback, each joined with a WebSocket. */
export class Tunnels {
  #open = new Set<Socket>();
  #own: number;

  /** `own` is execd's port: nobody reaches execd through itself. */
  constructor(own: number) {
    this.#own = own;
  }

  /** Connects first, so that a port where nobody listens is an answer and not a closed socket. */
  async connect(port: number): Promise<Socket> {
    if (port === this.#own) throw refused(port, 'belongs to the desktop itself');
    if (this.#open.size >= MAX_TUNNELS) {
      throw new Fault('unavailable', `${MAX_TUNNELS} connections are open. Close one first.`);
    }
    // Servers listen on either loopback address; development servers often on ::1 alone.
    const socket = await dial('127.0.0.1', port).catch(() => dial('::1', port));
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }

  /** Joins both ends until one closes. */
  join(inside: Socket, socket: WebSocket): void {
    inside.on('data', (chunk: Buffer) => {
      socket.send(chunk, { binary: true }, () => {
        if (socket.bufferedAmount < HIGH_WATER_BYTES / 2) inside.resume();
      });
      if (socket.bufferedAmount > HIGH_WATER_BYTES) inside.pause();
    });
    inside.once('end', () => socket.close(NORMAL));
    inside.on('error', () => socket.close(BROKEN, 'the connection was reset'));
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) return socket.close(UNSUPPORTED, 'a connection carries bytes alone');
      if (inside.destroyed || inside.write(data)) return;
      socket.pause();
      inside.once('drain', () => socket.resume());
    });
    socket.once('close', () => inside.end());
    socket.on('error', () => inside.destroy());
    inside.resume();
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

function dial(host: string, port: number): Promise<Socket> {
  const opened = Promise.withResolvers<Socket>();
  const socket = connect({ host, port, noDelay: true });
  const timer = setTimeout(() => socket.destroy(new Error('no answer')), CONNECT_MS);
  socket.once('connect', () => {
    clearTimeout(timer);
    socket.pause();
    socket.off('error', failed);
    opened.resolve(socket);
  });
  const failed = (error: Error): void => {
    clearTimeout(timer);
    opened.reject(refused(port, 'has nobody who listens', error));
  };
  socket.once('error', failed);
  return opened.promise;
}

function refused(port: number, why: string, cause?: Error): Fault {
  const detail = `Port ${port} of the desktop ${why}. Start a server on it first.`;
  return new Fault('portRefused', detail, [], cause);
}
