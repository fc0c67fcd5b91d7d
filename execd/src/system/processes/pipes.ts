import { closeSync, constants, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { runTool } from '../machine/tool.ts';

/** Our end of a pipe and the descriptor for the child, which is closed once the child has it. */
export interface Pipe {
  stream: Socket;
  childFd: number;
}

const BATCH = 24;
const LOW = 9;

/**
 * Real pipes for commands. Node itself gives children sockets, and that breaks programs: `> /dev/stderr` fails on a
 * socket, and bash reads ~/.bashrc when its input is one. Named pipes are made ahead, some at once, and lose their name
 * as soon as they are used; every user may open them, but nobody else reaches their folder.
 */
export class PipePool {
  #directory: string;
  #ready: string[] = [];
  #made = 0;
  #refill: Promise<void> | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** A pipe that the child writes and we read. */
  async output(): Promise<Pipe> {
    const path = await this.#take();
    const ours = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const childFd = openSync(path, constants.O_WRONLY);
    unlinkSync(path);
    return { stream: new Socket({ fd: ours, readable: true, writable: false }), childFd };
  }

  /** A pipe that we write and the child reads; closing our end is its end of file. */
  async openInput(): Promise<Pipe> {
    const path = await this.#take();
    // Held open both ways for a moment, so that neither end has to wait for the other.
    const held = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const childFd = openSync(path, constants.O_RDONLY);
    const ours = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    closeSync(held);
    unlinkSync(path);
    return { stream: new Socket({ fd: ours, readable: false, writable: true }), childFd };
  }

  /** A descriptor to read `text` from: a file without a name, which programs may open again, too. */
  async input(text: string): Promise<number> {
    const path = await this.#take();
    unlinkSync(path);
    writeFileSync(path, text, { mode: 0o444 });
    const descriptor = openSync(path, constants.O_RDONLY);
    unlinkSync(path);
    return descriptor;
  }

  async #take(): Promise<string> {
    for (;;) {
      const path = this.#ready.pop();
      if (this.#ready.length < LOW) this.#refill ??= this.#make();
      if (path !== undefined) return path;
      await this.#refill;
    }
  }

  async #make(): Promise<void> {
    try {
      if (this.#made === 0) await this.#empty();
      const names = Array.from({ length: BATCH }, () =>
        join(this.#directory, String(this.#made++)),
      );
      await runTool('mkfifo', ['-m', '666', ...names]);
      this.#ready.push(...names);
    } finally {
      this.#refill = undefined;
    }
  }

  /** Pipes of an earlier process are nobody's. */
  async #empty(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
  }
}
