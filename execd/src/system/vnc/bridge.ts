import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { newId } from '@cyberdesk/kit/ids';
import type { Viewer } from '@cyberdesk/generated/execd/types.gen';
import type { WebSocket } from 'ws';
import type { Actor, Control } from '../control/control.ts';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { ClientFilter, RfbError } from './rfb.ts';
import type { Act } from './rfb.ts';

/** A viewer that reads slower than this much behind holds its own stream back, nobody else's. */
const HIGH_WATER_BYTES = 1024 * 1024;
const MAX_VIEWERS = 64;
const CONNECT_MS = 3000;
/** WebSocket close codes. */
const NORMAL = 1000;
const UNSUPPORTED = 1003;
const SERVER_GONE = 1012;
const DISCONNECTED = 4001;

/** Who comes to look, and whether to act. */
export interface Guest {
  role: 'view' | 'control';
  actor: Actor;
  streamId?: string;
  label?: string;
}

interface Seated {
  viewer: Viewer;
  socket: WebSocket;
}

/** What a bridge tells about people's keys and pointer. */
export type OnAct = (actor: Actor, act: Act) => void;

/** Joins WebSockets to the RFB socket of the X server, each with its own role. */
export class Bridge {
  #path: string;
  #control: Control;
  #log: Logger;
  #servers = new Set<Socket>();
  #seated = new Map<string, Seated>();
  #onAct: OnAct;

  constructor(path: string, control: Control, log: Logger, onAct: OnAct = () => undefined) {
    this.#path = path;
    this.#control = control;
    this.#log = log;
    this.#onAct = onAct;
  }

  /** Everybody who watches, in the order of their arrival. */
  viewers(): Viewer[] {
    return [...this.#seated.values()].map(({ viewer }) => viewer);
  }

  /** Closes one viewer's connection. */
  disconnect(id: string): void {
    const seated = this.#seated.get(id);
    if (!seated) throw new Fault('notFound', 'No such viewer is connected. List them first.');
    seated.socket.close(DISCONNECTED, 'disconnected by the owner');
  }

  /** Connects to the X server first, so that a missing screen is an answer and not a closed socket. */
  async open(): Promise<Socket> {
    if (this.#servers.size >= MAX_VIEWERS) {
      throw new Fault('unavailable', `${MAX_VIEWERS} viewers are connected. Close one first.`);
    }
    const server = await dial(this.#path).catch((error: unknown) => {
      throw new Fault('screenUnavailable', 'The screen is not up yet. Try again.', [], error);
    });
    this.#servers.add(server);
    server.once('close', () => this.#servers.delete(server));
    return server;
  }

  /** Joins both ends until one closes. A guest of role `view` is only shown the screen, whoever holds the control. */
  join(server: Socket, socket: WebSocket, guest: Guest): void {
    const { actor, role } = guest;
    const filter = new ClientFilter(
      () => role === 'control' && this.#control.allows(actor),
      (act) => this.#onAct(actor, act),
    );
    this.#seat(guest, socket);
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
        this.#log.warn({ reason: error.message, role }, 'live view closed');
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

  #seat({ role, actor, ...link }: Guest, socket: WebSocket): void {
    const id = newId('vwr');
    const connectedAt = new Date().toISOString();
    const viewer: Viewer = { id, role, actor: actor.type, ...link, connectedAt };
    this.#seated.set(id, { viewer, socket });
    socket.once('close', () => this.#seated.delete(id));
  }

  /** Ends every view: at shutdown. */
  close(): void {
    for (const server of this.#servers) server.destroy();
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
