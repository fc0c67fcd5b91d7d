import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { makeOrdinary } from '../processes/oom.ts';
import { isAlive, killGroup, startTime } from '../processes/process.ts';

export interface Program {
  argv: string[];
  env: Record<string, string>;
  cwd: string;
}
export interface ServiceOptions {
  name: string;
  /** Where its pid and its log are kept; of this machine's run, not of its disk. */
  directory: string;
  log: Logger;
  /** Asked before every start, so that a restart uses what holds then. */
  program(): Program | Promise<Program>;
}

const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 10_000;
/** A program that lived this long was well: the next failure starts from the shortest wait again. */
const WELL_AFTER_MS = 30_000;
const POLL_MS = 250;
const STOP_MS = 3000;
const MAX_LOG_BYTES = 1024 * 1024;

/**
 * Keeps one program running. The program outlives execd: when execd crashed, the next one finds it by its pid file and
 * goes on watching it, so that nobody's desktop closes because of us.
 */
export class Service {
  #options: ServiceOptions;
  #pid: number | undefined;
  #stopped = true;
  #restarting = false;
  #loop: Promise<void> | undefined;
  #wake = new AbortController();
  #started: (() => void)[] = [];

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#pid !== undefined && isAlive(this.#pid);
  }

  onStart(listener: () => void): void {
    this.#started.push(listener);
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#wake = new AbortController();
    this.#loop = this.#keep();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake.abort();
    await this.#end();
    await this.#loop;
    rmSync(this.#pidFile, { force: true });
  }

  /** Ends the program; it comes back at once, with what `program` says now. */
  async restart(): Promise<void> {
    if (this.#stopped) return;
    this.#restarting = true;
    await this.#end();
  }

  async #keep(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!this.#stopped) {
      const began = performance.now();
      await this.#once();
      if (this.#stopped) return;
      const lived = performance.now() - began;
      wait =
        lived > WELL_AFTER_MS || this.#restarting
          ? FIRST_WAIT_MS
          : Math.min(wait * 2, LAST_WAIT_MS);
      if (!this.#restarting) this.#report(lived, wait);
      this.#restarting = false;
      await this.#sleep(wait);
    }
  }

  /** One life of the program, from its start or its adoption to its end. */
  async #once(): Promise<void> {
    try {
      const adopted = this.#adopt();
      const life =
        adopted === undefined
          ? await this.#spawn()
          : { ended: watch(adopted, () => this.#stopped) };
      for (const listener of this.#started) listener();
      await life.ended;
    } catch (error) {
      this.#options.log.error({ err: error, program: this.#options.name }, 'could not start');
    } finally {
      this.#pid = undefined;
    }
  }

  async #spawn(): Promise<{ ended: Promise<void> }> {
    const { argv, env, cwd } = await this.#options.program();
    const [file = '', ...args] = argv;
    mkdirSync(this.#options.directory, { recursive: true });
    const output = openSync(this.#logFile, 'a', 0o600);
    try {
      const stdio = ['ignore', output, output] as const;
      const child = spawn(file, args, { env, cwd, detached: true, stdio: [...stdio] });
      const ended = new Promise<void>((resolve, reject) => {
        child.once('exit', () => resolve());
        child.once('error', reject);
      });
      if (child.pid === undefined) return { ended };
      this.#pid = child.pid;
      makeOrdinary(child.pid);
      writeFileSync(this.#pidFile, `${child.pid} ${startTime(child.pid) ?? 0}`);
      return { ended };
    } finally {
      closeSync(output);
    }
  }

  /** The pid of a program that an earlier execd left, if it is still that program. */
  #adopt(): number | undefined {
    try {
      const [pid = 0, started] = readFileSync(this.#pidFile, 'utf8').split(' ').map(Number);
      if (pid <= 1 || !isAlive(pid) || startTime(pid) !== started) return undefined;
      this.#pid = pid;
      this.#options.log.info({ program: this.#options.name, pid }, 'found it running');
      return pid;
    } catch {
      return undefined;
    }
  }

  async #end(): Promise<void> {
    const pid = this.#pid;
    if (pid === undefined) return;
    killGroup(pid, 'SIGTERM');
    const limit = performance.now() + STOP_MS;
    while (isAlive(pid) && performance.now() < limit) await delay(20);
    killGroup(pid, 'SIGKILL');
  }

  async #sleep(ms: number): Promise<void> {
    this.#trimLog();
    await delay(ms, undefined, { signal: this.#wake.signal }).catch(() => undefined);
  }

  #report(lived: number, wait: number): void {
    const { log, name } = this.#options;
    const fields = { program: name, livedMs: Math.round(lived), againInMs: wait };
    log.warn(fields, `${name} ended; it is started again`);
  }

  /** What programs write is kept for people who look for a fault, and never fills the disk. */
  #trimLog(): void {
    try {
      if (statSync(this.#logFile).size > MAX_LOG_BYTES) truncateSync(this.#logFile);
    } catch {
      // No log yet: nothing to trim.
    }
  }

  get #pidFile(): string {
    return join(this.#options.directory, `${this.#options.name}.pid`);
  }

  get #logFile(): string {
    return join(this.#options.directory, `${this.#options.name}.log`);
  }
}

async function watch(pid: number, stopped: () => boolean): Promise<void> {
  while (isAlive(pid)) {
    if (stopped()) return;
    await delay(POLL_MS);
  }
}
