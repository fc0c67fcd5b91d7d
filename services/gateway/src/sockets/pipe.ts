import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { type Closing, closings } from './closing.ts';
import { Frames, opcodes } from './frames.ts';
import type { Reader } from './own-buffer.ts';

/** Bytes that may wait for a slow reader before its source is held back. */
const highWater = 1024 * 1024;
const pingEveryMs = 20_000;
/** For the rest of a frame that a close comes into. */
const restMs = 250;

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

/** A WebSocket, and the connection below it. */
export interface Side {
  socket: WebSocket;
  stream: Duplex;
  /** Gets what is read before it becomes an event, where the connection can do that. */
  divert?: (reader: Reader) => void;
}

/**
 * Carries messages to the desktop, no faster than it takes them. They are read here, because a client masks what it
 * sends, and this is where its messages are bounded.
 */
const carryIn = (
  from: WebSocket,
  to: WebSocket,
  { refuse, close }: { refuse: Refuse; close: (closing: Closing) => void },
): void => {
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

/**
 * Carries the desktop's frames to the viewer as they are: they look the same on both connections. What is between the
 * desktop and us, its pings and its close, is taken out.
 */
const carryOut = (desktop: Side, viewer: Side, { text, onClose, onBroken }: Out): Frames => {
  const frames = new Frames(
    {
      pass: (bytes) => {
        viewer.stream.write(bytes);
        if (viewer.stream.writableLength < highWater || desktop.socket.isPaused) return;
        desktop.socket.pause();
        viewer.stream.once('drain', () => desktop.socket.resume());
      },
      control: (opcode, payload) => {
        if (opcode === opcodes.ping) desktop.socket.pong(payload);
        if (opcode === opcodes.close) onClose(payload);
      },
      broken: (what) => onBroken(what === 'text' ? closings.notBinary : closings.desktopLost),
    },
    { text },
  );
  // From here on nothing but this reads the desktop's side.
  desktop.stream.removeAllListeners('data');
  const read = (chunk: Buffer): boolean => {
    frames.push(chunk);
    return viewer.stream.writableLength > 0;
  };
  desktop.stream.on('data', read);
  desktop.divert?.(read);
  return frames;
};

interface Out {
  text: boolean;
  /** The desktop closes, and says why. */
  onClose: (payload: Buffer) => void;
  onBroken: (closing: Closing) => void;
}

/** A viewer that vanished without a word is found by two pings that it does not answer. */
const watchLife = (socket: WebSocket, frames: Frames, lost: () => void): NodeJS.Timeout => {
  let answered = true;
  // Ours to do, because an answer in the middle of a frame of the desktop would spoil it.
  socket.on('ping', (data) => frames.whenWhole(() => answer(socket, data)));
  socket.on('pong', () => (answered = true));
  return setInterval(() => {
    // Held back by us, it cannot be heard.
    if (socket.isPaused) return;
    if (!answered) return lost();
    answered = false;
    frames.whenWhole(() => socket.ping());
  }, pingEveryMs);
};

const answer = (socket: WebSocket, data: Buffer): void => {
  if (socket.readyState === WebSocket.OPEN) socket.pong(data);
};

/** What a peer may not send on: codes that a socket itself never sends. */
const sendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
  (code >= 3000 && code <= 4999);

export interface Pipe {
  close(closing: Closing): void;
  closed: Promise<void>;
}

/** Why the desktop closed; a terminal's normal end is an end, a screen's is a loss. */
const reasonIn = (payload: Buffer, { text }: PipeRules): Closing => {
  const code = payload.length < 2 ? 1005 : payload.readUInt16BE();
  const reason = payload.toString('utf8', 2);
  return sendable(code) && (text || code !== 1000) ? { code, reason } : closings.desktopLost;
};

/** Joins viewer and desktop until one of them goes. Nothing that passes is read. */
export const pipe = (viewer: Side, desktop: Side, rules: PipeRules = { text: false }): Pipe => {
  const done = Promise.withResolvers<void>();
  let isClosing = false;
  const close = ({ code, reason }: Closing): void => {
    if (isClosing) return;
    isClosing = true;
    clearInterval(timer);
    // Who is slow to take what it was sent need not be sent the rest of it.
    const isSlow = viewer.stream.writableLength >= highWater;
    const cut = setTimeout(() => viewer.socket.terminate(), isSlow ? 0 : restMs);
    frames.whenWhole(() => {
      clearTimeout(cut);
      frames.stop();
      end(viewer.socket, code, reason);
    });
    viewer.socket.once('close', () => clearTimeout(cut));
    end(desktop.socket, 1000, reason);
    done.resolve();
  };
  const frames = carryOut(desktop, viewer, {
    text: rules.text,
    onClose: (payload) => close(reasonIn(payload, rules)),
    onBroken: close,
  });
  const timer = watchLife(viewer.socket, frames, () => close(closings.unresponsive));
  carryIn(viewer.socket, desktop.socket, { refuse: rulesOf(rules), close });
  for (const { socket } of [viewer, desktop]) {
    socket.on('error', () => close(closings.desktopLost));
    socket.on('close', () => close(closings.desktopLost));
  }
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
