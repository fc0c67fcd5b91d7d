import type { TcpNetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { Refusal } from '../domain/refusal.ts';
import type { Target } from '../target.ts';
import { OwnBuffer } from './own-buffer.ts';
import type { Side } from './pipe.ts';
import { refusalOf } from './refusal.ts';

const handshakeMs = 5_000;
const maxMessageBytes = 16 * 1024 * 1024;

/** A socket of execd: its path, and who opens it. */
export interface DesktopSocket {
  path: string;
  token: string;
  requestId: string;
}

/**
 * Opens a socket of execd. It is paused: what the desktop says first waits for the other side. A refusal of execd is
 * passed on as it is.
 */
export const connectDesktop = (
  { origin }: Target,
  { path, token, requestId }: DesktopSocket,
): Promise<Side> => {
  let connection: OwnBuffer | undefined;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, ['binary'], {
    headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
    handshakeTimeout: handshakeMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    createConnection: ((options: TcpNetConnectOpts) => {
      connection = new OwnBuffer(options);
      return connection.stream;
    }) as never,
    followRedirects: false,
  });
  const opened = Promise.withResolvers<Side>();
  whenOpen(socket, (side) =>
    opened.resolve({ ...side, divert: (reader) => connection?.divert(reader) }),
  );
  socket.on('unexpected-response', (_, response) => {
    opened.reject(refusalOf(response));
    socket.terminate();
  });
  socket.on('error', (cause) => opened.reject(unreachable(cause)));
  return opened.promise;
};

/** Calls back with an open socket, paused, and the connection that it stands on. */
export const whenOpen = (socket: WebSocket, opened: (side: Side) => void): void => {
  let stream: Duplex | undefined;
  socket.once('upgrade', (response) => (stream = response.socket));
  socket.once('open', () => {
    socket.pause();
    if (stream) opened({ socket, stream });
  });
};

const unreachable = (cause: unknown): Refusal => {
  const detail = 'The desktop cannot be reached. Try again.';
  return new Refusal('unavailable', detail, { retryAfterSeconds: 1, cause });
};
