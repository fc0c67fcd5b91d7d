import type { Command } from '@cyberdesk/generated/execd/types.gen';
import { WebSocket } from 'ws';
import { endOf } from './events.ts';
import type { Execution } from './execution.ts';
import type { OutputLog, Piece } from './output-log.ts';

/** So much may wait for a slow reader; it is served at its own pace and told what it missed. */
const HIGH_WATER_BYTES = 1024 * 1024;
const MAX_SIZE = 1000;
const NORMAL = 1000;
const UNSUPPORTED = 1003;

export interface Attachment {
  log: OutputLog;
  outcome: () => Promise<Command>;
  /** Absent when it has ended: then there is nothing to write to. */
  execution: Execution | undefined;
  offset: number;
  takeOver: boolean;
}

/** Who writes to which command. */
export class Writers {
  #writers = new Map<string, WebSocket>();

  /** True when this socket is, or now becomes, the one that writes. */
  isWriter(id: string, socket: WebSocket, takeOver: boolean): boolean {
    const writer = this.#writers.get(id);
    if (writer && writer !== socket && !takeOver) return false;
    this.#writers.set(id, socket);
    return true;
  }

  leave(id: string, socket: WebSocket): void {
    if (this.#writers.get(id) === socket) this.#writers.delete(id);
  }
}

/** Serves a command on a socket: output from an offset on, then its end; input from whoever writes. */
export async function attach(
  socket: WebSocket,
  attachment: Attachment,
  writers: Writers,
): Promise<void> {
  const { execution } = attachment;
  const closed = new AbortController();
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    closed.abort();
    if (execution) writers.leave(execution.id, socket);
  });
  if (execution) writers.isWriter(execution.id, socket, attachment.takeOver);
  listen(socket, execution, writers);
  await send(socket, attachment, closed.signal);
}

async function send(
  socket: WebSocket,
  { log, outcome, execution, offset }: Attachment,
  signal: AbortSignal,
): Promise<void> {
  const inTerminal = execution?.hasTerminal ?? (await outcome()).pty !== undefined;
  const begin = Math.min(Math.max(offset, log.start), log.end);
  tell(socket, { type: 'offset', offset: begin });
  for await (const piece of log.read(begin, signal)) {
    if (piece.type === 'gap') tell(socket, { type: 'offset', offset: piece.offset });
    else await frame(socket, piece, { inTerminal, signal });
  }
  if (signal.aborted) return;
  tell(socket, endOf(await outcome(), log.end));
  socket.close(NORMAL);
}

async function frame(
  socket: WebSocket,
  { stream, bytes }: Piece,
  { inTerminal, signal }: { inTerminal: boolean; signal: AbortSignal },
): Promise<void> {
  const data = inTerminal
    ? bytes
    : Buffer.concat([Buffer.from([stream === 'stderr' ? 2 : 1]), bytes]);
  const sent = Promise.withResolvers<void>();
  const done = new AbortController();
  socket.send(data, { binary: true }, () => sent.resolve());
  if (socket.bufferedAmount <= HIGH_WATER_BYTES || signal.aborted) return;
  signal.addEventListener('abort', () => sent.resolve(), { once: true, signal: done.signal });
  await sent.promise;
  done.abort();
}

function listen(socket: WebSocket, execution: Execution | undefined, writers: Writers): void {
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!execution || !writers.isWriter(execution.id, socket, false)) {
      return tell(socket, { type: 'refused' });
    }
    if (!isBinary) return order(socket, execution, data.toString());
    // A program that does not read holds its writer back.
    socket.pause();
    void execution.write(data).then((taken) => {
      socket.resume();
      if (!taken) tell(socket, { type: 'refused' });
    });
  });
}

function order(socket: WebSocket, execution: Execution, text: string): void {
  const { type, columns, rows } = parse(text);
  if (type === 'closeStdin') return void execution.closeInput();
  const isSize = [columns, rows].every(
    (side) => Number.isInteger(side) && side > 0 && side <= MAX_SIZE,
  );
  if (type !== 'resize' || !isSize) return socket.close(UNSUPPORTED, 'that order is not known');
  execution.resize({ columns, rows });
}

function parse(text: string): { type: unknown; columns: number; rows: number } {
  try {
    return JSON.parse(text) as never;
  } catch {
    return { type: undefined, columns: 0, rows: 0 };
  }
}

function tell(socket: WebSocket, message: object): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
