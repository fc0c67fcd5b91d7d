import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { makeOrdinary } from './oom.ts';
import type { PipePool } from './pipes.ts';
import type { StreamName } from './segment.ts';

export interface LaunchOptions {
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  /** What is written first, and whether more may follow. Absent: there is no input. */
  stdin?: { text: string; staysOpen: boolean };
}
export interface End {
  code: number | null;
  signal: string | null;
}
/** A program that runs: with pipes or in a terminal. */
export interface Launched {
  readonly pid: number;
  onOutput(take: (stream: StreamName, bytes: Buffer) => void): void;
  pause(): void;
  resume(): void;
  /** Waits while the program does not read. False when its input is closed. */
  write(bytes: Buffer): Promise<boolean>;
  closeInput(): void;
  resize?(size: { columns: number; rows: number }): void;
  /** The end of the program itself. Rejects when it could not be started. */
  readonly ended: Promise<End>;
  /** After the end: what still lies in the pipes has been read. */
  drained(): Promise<void>;
  /** Nobody waits for it any more; what its children still print is read away. */
  release(): void;
}

/** After the end of the command itself: time for what is still in the pipes, not for what children may say. */
const DRAIN_MS = 250;
/** Looks, 2 ms apart, without a new byte: each gives what lies in the pipes a chance to be read. */
const QUIET_LOOKS = 15;

/** Starts a program in a process group of its own, with real pipes. */
export async function launch(pipes: PipePool, options: LaunchOptions): Promise<Launched> {
  const { argv, cwd, env, stdin } = options;
  const [file = '', ...args] = argv;
  const input = await inputOf(pipes, stdin);
  const stdout = await pipes.output();
  const stderr = await pipes.output();
  const ends = [input.childFd, stdout.childFd, stderr.childFd] as const;
  try {
    const child = spawn(file, args, { cwd, env, detached: true, stdio: [...ends] });
    makeOrdinary(child.pid);
    return new Piped(child, { stdout: stdout.stream, stderr: stderr.stream }, input.stream);
  } finally {
    for (const end of ends) if (typeof end === 'number') closeSync(end);
  }
}

interface Input {
  childFd: number | 'ignore';
  stream?: Socket;
}

async function inputOf(pipes: PipePool, stdin: LaunchOptions['stdin']): Promise<Input> {
  if (stdin === undefined) return { childFd: 'ignore' };
  const { text, staysOpen } = stdin;
  if (!staysOpen) return { childFd: await pipes.input(text) };
  const input = await pipes.openInput();
  if (text !== '') input.stream.write(text);
  return input;
}

class Piped implements Launched {
  readonly pid: number;
  readonly ended: Promise<End>;
  #outputs: Record<StreamName, Socket>;
  #input: Socket | undefined;
  #received = 0;

  constructor(child: ChildProcess, outputs: Record<StreamName, Socket>, input?: Socket) {
    this.pid = child.pid ?? 0;
    this.#outputs = outputs;
    this.#input = input;
    // A program that closes its input early breaks the pipe: that is its right.
    input?.on('error', () => input.destroy());
    this.ended = new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      child.once('error', reject);
    });
    this.ended.catch(() => undefined).finally(() => input?.destroy());
  }

  onOutput(take: (stream: StreamName, bytes: Buffer) => void): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#outputs[stream].on('data', (bytes: Buffer) => {
        this.#received += bytes.length;
        take(stream, bytes);
      });
      // A broken pipe ends the output; what arrived so far counts.
      this.#outputs[stream].on('error', () => undefined);
    }
  }

  pause(): void {
    for (const output of Object.values(this.#outputs)) output.pause();
  }

  resume(): void {
    for (const output of Object.values(this.#outputs)) output.resume();
  }

  write(bytes: Buffer): Promise<boolean> {
    const input = this.#input;
    if (!input?.writable) return Promise.resolve(false);
    return new Promise((resolve) => {
      const gone = () => resolve(false);
      input.once('close', gone);
      input.write(bytes, (error) => {
        input.off('close', gone);
        resolve(!error);
      });
    });
  }

  closeInput(): void {
    this.#input?.end();
  }

  /** Waits for the end of both pipes, or until they are quiet while children hold them open. */
  async drained(): Promise<void> {
    const limit = performance.now() + DRAIN_MS;
    let before = this.#received;
    for (let quiet = 0; quiet < QUIET_LOOKS; quiet++) {
      if (Object.values(this.#outputs).every((pipe) => pipe.readableEnded)) return;
      await delay(2);
      const now = this.#received;
      if (now !== before) quiet = performance.now() < limit ? 0 : QUIET_LOOKS;
      before = now;
    }
  }

  release(): void {
    this.resume();
    for (const output of Object.values(this.#outputs)) output.unref();
    this.#input?.destroy();
  }
}
