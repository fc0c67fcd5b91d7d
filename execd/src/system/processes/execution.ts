import type { Command } from '@cyberdesk/generated/execd/types.gen';
import { errno } from '../fault.ts';
import { killEverything } from './kill.ts';
import type { End, Launched } from './launch.ts';
import { OutputHead } from './output.ts';
import type { OutputLog } from './output-log.ts';
import { killGroup } from './process.ts';
import type { StreamName } from './segment.ts';

export const MAX_OUTPUT_BYTES = 1024 * 1024;
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** What is known of a command before it runs. */
export type Identity = Pick<Command, 'id' | 'command' | 'background' | 'startedAt'> &
  Partial<Pick<Command, 'tag' | 'pty'>>;

export interface ExecutionOptions {
  identity: Identity;
  launched: Launched;
  log: OutputLog;
  timeoutMs: number;
  /** Called before it is killed, to end what only the machine can find. */
  onKill: () => void;
  /** Called once when it has ended and nothing of it is left to read. */
  onEnd: (execution: Execution) => void;
}

/** A command that runs, and then what became of it. */
export class Execution {
  readonly log: OutputLog;
  readonly ended: Promise<void>;
  #identity: Identity;
  #launched: Launched;
  #heads: Record<StreamName, OutputHead> = {
    stdout: new OutputHead(MAX_OUTPUT_BYTES),
    stderr: new OutputHead(MAX_OUTPUT_BYTES),
  };
  #begun = performance.now();
  #outcome: Pick<Command, 'state' | 'exitCode' | 'signal' | 'durationMs'> = { state: 'running' };
  #isPaused = false;
  /** Why it was killed, if it was. */
  #killedAs: 'timedOut' | 'killed' | undefined;
  #timer: NodeJS.Timeout;
  #onKill: () => void;
  #writes: Promise<unknown> = Promise.resolve();

  constructor({ identity, launched, log, timeoutMs, onKill, onEnd }: ExecutionOptions) {
    this.#onKill = onKill;
    this.#identity = identity;
    this.#launched = launched;
    this.log = log;
    launched.onOutput((stream, bytes) => this.#take(stream, bytes));
    this.#timer = setTimeout(() => this.kill('timedOut'), timeoutMs);
    this.ended = this.#follow().then(() => onEnd(this));
  }

  get id(): string {
    return this.#identity.id;
  }

  get isRunning(): boolean {
    return this.#outcome.state === 'running';
  }

  get processId(): number {
    return this.#launched.pid;
  }

  get hasTerminal(): boolean {
    return this.#launched.resize !== undefined;
  }

  /** As the contract shows it. */
  describe(): Command {
    const { stdout, stderr } = this.#heads;
    return {
      ...this.#identity,
      ...this.#outcome,
      processId: this.#launched.pid,
      stdout: stdout.text(),
      stderr: stderr.text(),
      stdoutTruncated: stdout.truncated,
      stderrTruncated: stderr.truncated,
      stdoutBytes: stdout.received,
      stderrBytes: stderr.received,
    };
  }

  /** Ends it with everything that it started. */
  kill(as: 'timedOut' | 'killed'): void {
    if (!this.isRunning || this.#killedAs) return;
    this.#killedAs = as;
    this.#onKill();
    // A group that stands still reads no signal but this one.
    void killEverything(this.#launched.pid, this.id);
  }

  signal(signal: NodeJS.Signals): void {
    killGroup(this.#launched.pid, signal);
  }

  /** One write after the other; false when nobody reads any more. */
  write(bytes: Buffer): Promise<boolean> {
    const written = this.#writes.then(() => this.#launched.write(bytes));
    this.#writes = written.catch(() => undefined);
    return written;
  }

  async closeInput(): Promise<void> {
    await this.#writes;
    this.#launched.closeInput();
  }

  resize(size: { columns: number; rows: number }): void {
    this.#launched.resize?.(size);
    this.#identity = { ...this.#identity, pty: size };
  }

  #take(stream: StreamName, bytes: Buffer): void {
    if (!this.isRunning) return;
    this.#heads[stream].take(bytes);
    this.log.append({ stream, bytes });
    if (!this.log.isFull || this.#isPaused) return;
    this.#isPaused = true;
    this.#launched.pause();
    void this.log.drained().then(() => {
      this.#isPaused = false;
      this.#launched.resume();
    });
  }

  async #follow(): Promise<void> {
    const outcome = await this.#launched.ended.then(
      (end) => this.#ended(end),
      (error: unknown) => this.#notStarted(error),
    );
    clearTimeout(this.#timer);
    const durationMs = Math.round(performance.now() - this.#begun);
    await this.#launched.drained();
    this.#outcome = { ...outcome, durationMs };
    this.#launched.release();
  }

  #ended({ code, signal }: End): Pick<Command, 'state' | 'exitCode' | 'signal'> {
    return {
      state: this.#killedAs ?? 'finished',
      ...(code === null ? {} : { exitCode: code }),
      ...(signal === null ? {} : { signal }),
    };
  }

  /** As a shell reports it: a program that does not start is a result, too. */
  #notStarted(error: unknown): Pick<Command, 'state' | 'exitCode'> {
    const isMissing = errno(error) === 'ENOENT';
    const reason = isMissing ? 'command not found' : `cannot be started (${errno(error)})`;
    const { command } = this.#identity;
    const name = typeof command === 'string' ? command : (command[0] ?? '');
    this.#take('stderr', Buffer.from(`${name}: ${reason}\n`));
    return { state: 'finished', exitCode: isMissing ? NOT_FOUND : NOT_EXECUTABLE };
  }
}
