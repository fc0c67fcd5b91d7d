import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Actor, Control } from '../control/control.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { ClientFilter, RfbError } from './rfb.ts';

/** A viewer that reads slower than this much behind holds its own stream back, nobody else's. */
const HIGH_WATER_BYTES = 1024 * 1024;
const MAX_VIEWERS = 64;
const CONNECT_MS = 3000;
/** WebSocket close codes. */
const NORMAL = 1000;
const UNSUPPORTED = 1003;
const SERVER_GONE = 1012;

/** Joins WebSockets to the RFB socket of the X server, each with its own role. */
export class Bridge {
  #path: string;
  #control: Control;
  #log: Logger;
  #viewers = new Set<Socket>();

  constructor(path: string, control: Control, log: Logger) {
    this.#path = path;
    this.#control = control;
    this.#log = log;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Connects to the X server first, so that a missing screen is an answer and not a closed socket. */
  async open(): Promise<Socket> {
    if (this.#viewers.size >= MAX_VIEWERS) {
      throw new Fault('unavailable', `${MAX_VIEWERS} viewers are connected. Close one first.`);
    }
    const server = await dial(this.#path).catch((error: unknown) => {
      throw new Fault('screenUnavailable', 'The screen is not up yet. Try again.', [], error);
    });
    this.#viewers.add(server);
    server.once('close', () => this.#viewers.delete(server));
    return server;
  }

  /** Joins both ends until one closes. Without an actor it only shows. */
  join(server: Socket, socket: WebSocket, actor: Actor | undefined): void {
    const filter = new ClientFilter(() => actor !== undefined && this.#control.allows(actor));
    server.once(
      'close',
      this.#control.onAcquired(() => forward(server, socket, filter.letGo())),
    );
    fromServer(server, socket);
    socket.on('message', (data: Buffer | ArrayBuffer | Buffer[]) => {
      try {
        forward(server, socket, filter.push(toBuffer(data)));
      } catch (error) {
        if (!(error instanceof RfbError)) throw error;
        this.#log.warn({ reason: error.message, acts: actor !== undefined }, 'live view closed');
        socket.close(UNSUPPORTED, error.message);
        server.destroy();
      }
    });
    socket.on('close', () => server.destroy());
    socket.on('error', () => server.destroy());
    server.on('error', () => undefined);
    server.on('end', () => socket.close(NORMAL));
    server.on('close', () => socket.close(SERVER_GONE, 'the screen restarts'));
  }

  /** Ends every view: at shutdown. */
  close(): void {
    for (const server of this.#viewers) server.destroy();
  }
}

function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const server = connect(path);
    const timer = setTimeout(() => server.destroy(new Error('no answer')), CONNECT_MS);
    server.once('connect', () => {
      clearTimeout(timer);
      // Nothing is read before somebody listens.
      server.pause();
      server.off('error', reject);
      resolve(server);
    });
    server.once('error', reject);
    server.once('close', () => {
      clearTimeout(timer);
      reject(new Error('closed'));
    });
  });
}

/** Frames go on as they come; a slow viewer pauses the X server's side of its own connection. */
function fromServer(server: Socket, socket: WebSocket): void {
  server.on('data', (chunk: Buffer) => {
    socket.send(chunk, { binary: true }, () => {
      if (socket.bufferedAmount < HIGH_WATER_BYTES / 2) server.resume();
    });
    if (socket.bufferedAmount > HIGH_WATER_BYTES) server.pause();
  });
  server.resume();
}

function forward(server: Socket, socket: WebSocket, bytes: Buffer): void {
  if (bytes.length === 0 || server.destroyed || server.write(bytes)) return;
  socket.pause();
  server.once('drain', () => socket.resume());
}

function toBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
