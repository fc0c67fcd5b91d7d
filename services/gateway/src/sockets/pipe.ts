import { WebSocket } from 'ws';
import { type Closing, closings } from './closing.ts';

/** Bytes that may wait for a slow reader before its source is held back. */
const highWater = 1024 * 1024;
const pingEveryMs = 20_000;

/** What may pass. */
export interface PipeRules {
  /** Whether text messages pass, too. */
  text: boolean;
  /** Longest message of the viewer in bytes. */
  maxMessageBytes?: number;
}

type Refuse = (data: Buffer, isBinary: boolean) => Closing | undefined;

const rulesOf =
  ({ text, maxMessageBytes = Infinity }: PipeRules): Refuse =>
  (data, isBinary) => {
    if (!isBinary && !text) return closings.notBinary;
    return data.length > maxMessageBytes ? closings.tooLarge : undefined;
  };

interface Carrier {
  refuse: Refuse;
  close: (closing: Closing) => void;
}

/** Carries messages from one socket to the other, no faster than the other takes them. */
const carry = (from: WebSocket, to: WebSocket, { refuse, close }: Carrier): void => {
  from.on('message', (data: Buffer, isBinary: boolean) => {
    const refusal = refuse(data, isBinary);
    if (refusal) return close(refusal);
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount < highWater) from.resume();
    });
    if (to.bufferedAmount >= highWater) from.pause();
  });
};

/** A viewer that vanished without a word is found by two pings that it does not answer. */
const watchLife = (socket: WebSocket, lost: () => void): NodeJS.Timeout => {
  let answered = true;
  socket.on('pong', () => (answered = true));
  return setInterval(() => {
    // Held back by us, it cannot be heard.
    if (socket.isPaused) return;
    if (!answered) return lost();
    answered = false;
    socket.ping();
  }, pingEveryMs);
};

/** What a peer may not send on: codes that a socket itself never sends. */
const sendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
  (code >= 3000 && code <= 4999);

export interface Pipe {
  close(closing: Closing): void;
  closed: Promise<void>;
}

/** Joins viewer and desktop until one of them goes. Nothing in between is read. */
export const pipe = (
  viewer: WebSocket,
  desktop: WebSocket,
  rules: PipeRules = { text: false },
): Pipe => {
  const done = Promise.withResolvers<void>();
  const close = ({ code, reason }: Closing): void => {
    clearInterval(timer);
    for (const socket of [viewer, desktop]) end(socket, socket === viewer ? code : 1000, reason);
    done.resolve();
  };
  const timer = watchLife(viewer, () => close(closings.unresponsive));
  carry(viewer, desktop, { refuse: rulesOf(rules), close });
  carry(desktop, viewer, { refuse: rulesOf({ text: rules.text }), close });
  for (const socket of [viewer, desktop]) socket.on('error', () => close(closings.desktopLost));
  viewer.on('close', () => close(closings.desktopLost));
  desktop.on('close', (code, reason) =>
    close(
      sendable(code) && (rules.text || code !== 1000)
        ? { code, reason: reason.toString() }
        : closings.desktopLost,
    ),
  );
  return { close, closed: done.promise };
};

/** A peer that does not answer the close is cut off: a revoked viewer gets no second chance to linger. */
const end = (socket: WebSocket, code: number, reason: string): void => {
  if (socket.readyState === WebSocket.CLOSED) return;
  socket.removeAllListeners('message');
  if (socket.isPaused) socket.resume();
  if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), 500);
  socket.once('close', () => clearTimeout(timer));
};
