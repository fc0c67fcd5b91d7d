import { spawn, type ChildProcess } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readState, root, statePath, writeState } from '../state.ts';
import { end, identify, type ProcessId } from './pids.ts';

/** A process that the supervisor keeps alive. */
export interface ServiceDefinition {
  name: string;
  argv: string[];
  env?: Record<string, string>;
  /** Answers true when the service can be used. */
  ready: () => Promise<boolean>;
  /** How long it may take to stop before it is killed. */
  stopGraceMs?: number;
  /** Signal that ends what a killed supervisor left behind; SIGKILL where a polite end would take desktops along. */
  leftoverSignal?: NodeJS.Signals;
  /** How long it may take to become ready. */
  readyTimeoutMs?: number;
}

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const MAX_BACKOFF_MS = 10_000;

/** Runs one definition: starts it, starts it again when it dies, stops it in order. */
export class Service {
  definition: ServiceDefinition;
  #child: ChildProcess | undefined;
  #stopping = false;
  #failures = 0;

  constructor(definition: ServiceDefinition) {
    this.definition = definition;
  }

  /** Ends what a killed supervisor left, starts the process and waits until it is ready. */
  async start(): Promise<void> {
    await endLeftover(this.definition);
    this.#spawn();
    await this.waitReady();
  }

  /** Waits until the service says that it is ready. */
  async waitReady(): Promise<void> {
    const deadline = Date.now() + (this.definition.readyTimeoutMs ?? 60_000);
    while (!(await this.definition.ready().catch(() => false))) {
      if (this.#stopping) return;
      if (Date.now() > deadline)
        throw new Error(
          `${this.definition.name} did not become ready. Its log: ${logPath(this.definition.name)}`,
        );
      await delay(100);
    }
  }

  #spawn(): void {
    const { name, argv, env } = this.definition;
    const [program = '', ...rest] = argv;
    const log = openLog(name);
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('error', (error) => log.write(`could not start: ${error.message}\n`));
    child.on('close', () => log.end());
    child.on('exit', (code, signal) => this.#onExit(code, signal));
    if (child.pid) writeState(identify(child.pid), 'run', `${name}.json`);
    this.#child = child;
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    this.#child = undefined;
    if (this.#stopping) return;
    this.#failures += 1;
    const waitMs = Math.min(MAX_BACKOFF_MS, 100 * 2 ** Math.min(this.#failures, 10));
    process.stdout.write(
      `${this.definition.name} ended (${signal ?? code}), starting it again in ${waitMs} ms\n`,
    );
    setTimeout(() => {
      if (!this.#stopping) this.#spawn();
    }, waitMs);
    setTimeout(() => (this.#failures = Math.max(0, this.#failures - 1)), 60_000).unref();
  }

  /** Stops the process and waits until it is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const pid = this.#child?.pid;
    if (pid) await end(identify(pid), 'SIGTERM', this.definition.stopGraceMs ?? 12_000);
    rmSync(statePath('run', `${this.definition.name}.json`), { force: true });
  }
}

/** Ends a process of this service that no supervisor watches any more. */
export const endLeftover = async (
  definition: Pick<ServiceDefinition, 'name' | 'leftoverSignal' | 'stopGraceMs'>,
): Promise<void> => {
  const left = readState<ProcessId>('run', `${definition.name}.json`);
  if (left)
    await end(left, definition.leftoverSignal ?? 'SIGTERM', definition.stopGraceMs ?? 12_000);
};

/** Where a service's output goes. */
export const logPath = (name: string): string => statePath('logs', `${name}.log`);

const openLog = (name: string): WriteStream => {
  const path = logPath(name);
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  return createWriteStream(path, { flags: 'a', mode: 0o600 });
};
