import { type FileHandle, open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';

const LINE_LIMIT = 4 * 1024 * 1024;
const COMMAND_TIMEOUT_MS = 20_000;
/** QEMU serves one client at a time: who comes second is greeted when the first has gone. */
const GREETING_TIMEOUT_MS = 5000;

export interface QmpEvent {
  event: string;
  data: Record<string, unknown>;
}

interface Answer {
  return?: unknown;
  error?: { class?: string; desc?: string };
  event?: string;
  data?: Record<string, unknown>;
  QMP?: unknown;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * Opens a unix socket in a folder. A socket's path may have 107 bytes only, a state folder's path is
 * often longer: /proc/self/fd/N leads there by a short name.
 */
export async function connectIn(directory: string, name: string): Promise<Socket> {
  const folder = await open(directory, 'r');
  return new Promise((resolve, reject) => {
    const socket = connect(`/proc/self/fd/${folder.fd}/${name}`);
    const done = (handle: FileHandle): void => void handle.close().catch(() => undefined);
    socket.once('connect', () => {
      done(folder);
      resolve(socket);
    });
    socket.once('error', (error) => {
      done(folder);
      reject(error);
    });
  });
}

/** QEMU's machine protocol: one JSON object a line, answers in the order of commands, events in between. */
export class QmpClient {
  /** Settles when QEMU closed the connection, which it does when it ends. */
  readonly closed: Promise<void>;
  private readonly socket: Socket;
  private readonly waiting: Waiting[] = [];
  private readonly listeners = new Set<(event: QmpEvent) => void>();
  private readonly greeted = Promise.withResolvers<void>();
  private buffer = '';

  constructor(socket: Socket) {
    this.socket = socket;
    const closed = Promise.withResolvers<void>();
    this.closed = closed.promise;
    this.greeted.promise.catch(() => undefined);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.receive(text));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const error = new Error('QEMU closed its control socket');
      this.greeted.reject(error);
      for (const each of this.waiting.splice(0)) each.reject(error);
      closed.resolve();
    });
  }

  static async connect(directory: string, name = 'qmp.sock'): Promise<QmpClient> {
    const client = new QmpClient(await connectIn(directory, name));
    const timer = setTimeout(() => client.close(), GREETING_TIMEOUT_MS);
    await client.greeted.promise.finally(() => clearTimeout(timer));
    await client.execute('qmp_capabilities');
    return client;
  }

  /** Sends a command and waits for its answer; an error answer becomes an Error that names the command. */
  async execute<T = unknown>(command: string, args: Record<string, unknown> = {}): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => {
      // Answers come in order: after a lost one no later answer could be told from it.
      reject(new Error(`QEMU did not answer ${command} within ${COMMAND_TIMEOUT_MS} ms`));
      this.socket.destroy();
    }, COMMAND_TIMEOUT_MS);
    this.waiting.push({
      resolve,
      reject: (error) => reject(new Error(`QMP ${command}: ${error.message}`)),
    });
    this.socket.write(`${JSON.stringify({ execute: command, arguments: args })}\r\n`);
    try {
      return (await promise) as T;
    } finally {
      clearTimeout(timer);
    }
  }

  onEvent(listener: (event: QmpEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(text: string): void {
    this.buffer += text;
    if (this.buffer.length > LINE_LIMIT) return void this.socket.destroy();
    const lines = this.buffer.split('\n');
    this.buffer = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) this.handle(line);
  }

  private handle(line: string): void {
    let answer: Answer;
    try {
      answer = JSON.parse(line) as Answer;
    } catch {
      this.socket.destroy();
      return;
    }
    if (answer.QMP !== undefined) this.greeted.resolve();
    else if (answer.event !== undefined)
      this.tell({ event: answer.event, data: answer.data ?? {} });
    else this.answer(answer);
  }

  private answer(answer: Answer): void {
    const waiting = this.waiting.shift();
    if (answer.error)
      waiting?.reject(new Error(answer.error.desc ?? answer.error.class ?? 'failed'));
    else waiting?.resolve(answer.return);
  }

  private tell(event: QmpEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
