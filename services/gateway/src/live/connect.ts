import { WebSocket } from 'ws';
import { Refusal } from '../domain/refusal.ts';
import type { Target } from '../target.ts';

const handshakeMs = 5_000;
const maxMessageBytes = 16 * 1024 * 1024;

/** Opens execd's live view. The socket is paused: what the desktop says first waits for the viewer. */
export const connectLive = (
  target: Target,
  token: string,
  requestId: string,
): Promise<WebSocket> => {
  const socket = new WebSocket(`${target.origin.replace('http', 'ws')}/live`, ['binary'], {
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
  socket.on('error', (cause) => {
    const detail = 'The live view of the desktop cannot be reached. Try again.';
    opened.reject(new Refusal('unavailable', detail, { retryAfterSeconds: 1, cause }));
  });
  return opened.promise;
};
