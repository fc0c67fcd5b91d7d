import { WebSocket } from 'ws';
import { Refusal } from '../domain/refusal.ts';
import type { Target } from '../target.ts';
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
): Promise<WebSocket> => {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, ['binary'], {
    headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
    handshakeTimeout: handshakeMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const opened = Promise.withResolvers<WebSocket>();
  socket.once('open', () => {
    socket.pause();
    opened.resolve(socket);
  });
  socket.on('unexpected-response', (_, response) => {
    opened.reject(refusalOf(response));
    socket.terminate();
  });
  socket.on('error', (cause) => opened.reject(unreachable(cause)));
  return opened.promise;
};

const unreachable = (cause: unknown): Refusal => {
  const detail = 'The desktop cannot be reached. Try again.';
  return new Refusal('unavailable', detail, { retryAfterSeconds: 1, cause });
};
