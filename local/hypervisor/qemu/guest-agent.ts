import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connectIn } from './qmp.ts';

const LINE_LIMIT = 1024 * 1024;

interface ExecStatus {
  exited: boolean;
  exitcode?: number;
  'out-data'?: string;
  'err-data'?: string;
}

/** One short conversation with qemu-guest-agent; the guest may be silent, so every call has a time limit. */
export class GuestAgent {
  private readonly socket: Socket;
  private buffer = '';
  private waiting: ((line: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (text: string) => this.receive(text));
  }

  static async open(directory: string): Promise<GuestAgent> {
    return new GuestAgent(await connectIn(directory, 'qga.sock'));
  }

  /** Runs `use` with a connection in step with the agent, and closes it. */
  static async with<T>(directory: string, use: (agent: GuestAgent) => Promise<T>): Promise<T> {
    const agent = await GuestAgent.open(directory);
    try {
      return await use(agent);
    } finally {
      agent.close();
    }
  }

  /** True when the agent in the guest answers within the time. */
  async ping(timeoutMs = 1000): Promise<boolean> {
    const token = Math.floor(Math.random() * 2 ** 31);
    // What an earlier client left half-read is skipped until our own number comes back.
    this.send('guest-sync', { id: token });
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const line = await this.line(until - Date.now());
      if (line === undefined) return false;
      if (parse(line)?.return === token) return true;
    }
    return false;
  }

  async call<T>(command: string, args: Record<string, unknown> = {}, timeoutMs = 5000): Promise<T> {
    this.send(command, args);
    const line = await this.line(timeoutMs);
    if (line === undefined)
      throw new Error(`the guest agent did not answer ${command} within ${timeoutMs} ms`);
    const answer = parse(line);
    if (!answer || answer.error)
      throw new Error(`guest agent ${command}: ${answer?.error?.desc ?? 'unreadable answer'}`);
    return answer.return as T;
  }

  /** Asks the guest to power off. The agent answers only when it cannot. */
  shutdown(): void {
    this.send('guest-shutdown', { mode: 'powerdown' });
  }

  /** Runs a program in the guest, waits for its end, and gives what it wrote. */
  async exec(path: string, args: string[], timeoutMs: number): Promise<string> {
    const started = await this.call<{ pid: number }>('guest-exec', {
      path,
      arg: args,
      'capture-output': true,
    });
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const status = await this.call<ExecStatus>('guest-exec-status', { pid: started.pid }, 30_000);
      if (status.exited && status.exitcode === 0) return decode(status['out-data']);
      if (status.exited)
        throw new Error(`${path} ended with ${status.exitcode}: ${decode(status['err-data'])}`);
      await delay(500);
    }
    throw new Error(`${path} did not end within ${timeoutMs / 1000} s`);
  }

  close(): void {
    this.socket.destroy();
  }

  private send(command: string, args: Record<string, unknown>): void {
    this.socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
  }

  private receive(text: string): void {
    this.buffer = (this.buffer + text).slice(-LINE_LIMIT);
    this.deliver();
  }

  private deliver(): void {
    const end = this.buffer.indexOf('\n');
    if (end < 0 || !this.waiting) return;
    const line = this.buffer.slice(0, end);
    this.buffer = this.buffer.slice(end + 1);
    this.waiting(line);
  }

  private async line(timeoutMs: number): Promise<string | undefined> {
    const next = Promise.withResolvers<string | undefined>();
    const timer = setTimeout(() => next.resolve(undefined), Math.max(0, timeoutMs));
    const closed = (): void => next.resolve(undefined);
    this.socket.once('close', closed);
    this.waiting = next.resolve;
    this.deliver();
    const line = await next.promise;
    clearTimeout(timer);
    this.socket.off('close', closed);
    this.waiting = undefined;
    return line;
  }
}

function parse(line: string): { return?: unknown; error?: { desc?: string } } | undefined {
  try {
    return JSON.parse(line) as { return?: unknown; error?: { desc?: string } };
  } catch {
    return undefined;
  }
}

const decode = (text: string | undefined): string =>
  Buffer.from(text ?? '', 'base64')
    .toString()
    .slice(-500);
