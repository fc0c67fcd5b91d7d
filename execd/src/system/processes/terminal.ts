import { constants } from 'node:os';
import { spawn } from '@lydell/node-pty';
import type { IPty } from '@lydell/node-pty';
import type { End, Launched, LaunchOptions } from './launch.ts';
import { makeOrdinary } from './oom.ts';
import type { StreamName } from './segment.ts';

export interface Size {
  columns: number;
  rows: number;
}

const END_OF_FILE = '\u0004';
const SIGNALS = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** Starts a program in a terminal of its own. */
export function launchInTerminal(options: LaunchOptions, { columns, rows }: Size): Launched {
  const { argv, cwd, env } = options;
  const [file = '', ...args] = argv;
  const name = 'xterm-256color';
  const all = { ...env, TERM: name, COLORTERM: 'truecolor' };
  // Bytes and not text: a character may be cut between two reads.
  const terminal = spawn(file, args, { name, cols: columns, rows, cwd, env: all, encoding: null });
  makeOrdinary(terminal.pid);
  return new InTerminal(terminal);
}

class InTerminal implements Launched {
  readonly pid: number;
  readonly ended: Promise<End>;
  #terminal: IPty;
  #isOver = false;

  constructor(terminal: IPty) {
    this.#terminal = terminal;
    this.pid = terminal.pid;
    this.ended = new Promise((resolve) => {
      terminal.onExit(({ exitCode, signal }) => {
        this.#isOver = true;
        const name = signal ? (SIGNALS.get(signal) ?? String(signal)) : null;
        resolve({ code: name === null ? exitCode : null, signal: name });
      });
    });
  }

  onOutput(take: (stream: StreamName, bytes: Buffer) => void): void {
    this.#terminal.onData((data) => take('stdout', Buffer.from(data as unknown as Uint8Array)));
  }

  pause(): void {
    this.#terminal.pause();
  }

  resume(): void {
    this.#terminal.resume();
  }

  write(bytes: Buffer): Promise<boolean> {
    if (!this.#isOver) this.#terminal.write(bytes as unknown as string);
    return Promise.resolve(!this.#isOver);
  }

  closeInput(): void {
    if (!this.#isOver) this.#terminal.write(END_OF_FILE);
  }

  resize({ columns, rows }: Size): void {
    if (!this.#isOver) this.#terminal.resize(columns, rows);
  }

  /** A terminal reports the end after its last output. */
  drained(): Promise<void> {
    return Promise.resolve();
  }

  release(): void {
    this.#terminal.resume();
  }
}
