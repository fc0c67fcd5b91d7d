import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readState, root, statePath, writeState } from '../state.ts';
import { BoundedLog, logPath } from './log.ts';
import { end, endGroup, identify, type ProcessId } from './pids.ts';

/** A process that the supervisor keeps alive. */
export interface ServiceDefinition {
  name: string;
  argv: string[];
  env?: Record<string, string>;
  /** Answers true when the service can be used. */
  ready: () => Promise<boolean>;
  /** How long it may take to stop before it is killed. */
  stopGraceMs?: number;
  /** True when its children live on without it: machines, which the next hypervisor adopts. */
  keepsChildren?: boolean;
  /** How long it may take to become ready. */
  readyTimeoutMs?: number;
}

const MAX_BACKOFF_MS = 10_000;
const FORGIVE_AFTER_MS = 60_000;
const STOP_GRACE_MS = 15_000;
/** Ends in a row while it starts after which waiting longer is useless. */
const MAX_FAILED_STARTS = 5;

/** Runs one definition: starts it, starts it again when it dies, stops it in order. */
export class Service {
  definition: ServiceDefinition;
  #child: ChildProcess | undefined;
  #id: ProcessId | undefined;
  #stopping = false;
  #failures = 0;
  #onRestart: (line: string) => void;

  constructor(
    definition: ServiceDefinition,
    onRestart: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  ) {
    this.definition = definition;
    this.#onRestart = onRestart;
  }

  /** Ends what a killed supervisor left, starts the process and waits until it is ready. */
  async start(): Promise<void> {
    await endLeftover(this.definition);
    this.#spawn();
    await this.waitReady();
  }

  /** Waits until the service says that it is ready. Throws when it cannot, or when it is stopped meanwhile. */
  async waitReady(): Promise<void> {
    const { name, ready, readyTimeoutMs = 60_000 } = this.definition;
    const deadline = Date.now() + readyTimeoutMs;
    while (!(await ready().catch(() => false))) {
      if (this.#stopping) throw new Error(`${name} was stopped before it was ready.`);
      if (this.#failures >= MAX_FAILED_STARTS) throw new Error(notReady(name, 'ends at once'));
      if (Date.now() > deadline) throw new Error(notReady(name, 'did not become ready'));
      await delay(100);
    }
  }

  #spawn(): void {
    const { name, argv, env } = this.definition;
    const [program = '', ...rest] = argv;
    const log = new BoundedLog(logPath(name));
    const child = spawn(program, rest, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdout.on('data', (chunk: Buffer) => log.write(chunk));
    child.stderr.on('data', (chunk: Buffer) => log.write(chunk));
    child.on('error', (error) => {
      log.write(`could not start: ${error.message}\n`);
      if (child.pid === undefined) this.#onExit(-1, null);
    });
    child.on('close', () => log.close());
    child.on('exit', (code, signal) => this.#onExit(code, signal));
    this.#child = child;
    if (child.pid === undefined) return;
    this.#id = identify(child.pid);
    writeState(this.#id, 'run', `${name}.json`);
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    this.#child = undefined;
    if (this.#stopping) return;
    this.#failures += 1;
    const waitMs = Math.min(MAX_BACKOFF_MS, 100 * 2 ** Math.min(this.#failures, 10));
    this.#onRestart(
      `${this.definition.name} ended (${signal ?? code}), starting it again in ${waitMs} ms`,
    );
    setTimeout(() => void this.#restart(), waitMs);
    setTimeout(() => (this.#failures = Math.max(0, this.#failures - 1)), FORGIVE_AFTER_MS).unref();
  }

  async #restart(): Promise<void> {
    const { keepsChildren } = this.definition;
    if (this.#id && !keepsChildren) await endGroup(this.#id);
    if (!this.#stopping) this.#spawn();
  }

  /** Stops the process and waits until it is gone. */
  async stop(): Promise<void> {
    const { name, stopGraceMs = STOP_GRACE_MS, keepsChildren } = this.definition;
    this.#stopping = true;
    if (this.#child && this.#id) await end(this.#id, 'SIGTERM', stopGraceMs);
    if (this.#id && !keepsChildren) await endGroup(this.#id);
    rmSync(statePath('run', `${name}.json`), { force: true });
  }
}

/** Ends a process of this service that no supervisor watches any more. */
export const endLeftover = async (
  definition: Pick<ServiceDefinition, 'name' | 'keepsChildren' | 'stopGraceMs'>,
): Promise<void> => {
  const { name, keepsChildren, stopGraceMs = STOP_GRACE_MS } = definition;
  const left = readState<ProcessId>('run', `${name}.json`);
  if (!left) return;
  // A polite end of the hypervisor would shut its machines down; the next one is to find them running.
  await end(left, keepsChildren ? 'SIGKILL' : 'SIGTERM', stopGraceMs);
  if (!keepsChildren) await endGroup(left);
  rmSync(statePath('run', `${name}.json`), { force: true });
};

const LAST_LINES = 20;

const notReady = (name: string, what: string): string => {
  const lines = readFileSync(logPath(name), 'utf8').trimEnd().split('\n').slice(-LAST_LINES);
  return `${name} ${what}. The end of its log ${logPath(name)}:\n${lines.map((line) => line.slice(0, 500)).join('\n')}`;
};
