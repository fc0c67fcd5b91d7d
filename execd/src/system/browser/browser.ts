import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserEndpoint } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import { environmentFor } from '../processes/environment.ts';
import type { SessionEnvironment } from '../processes/environment.ts';
import { makeOrdinary } from '../processes/oom.ts';
import { asUser } from '../processes/user.ts';
import type { User } from '../processes/user.ts';

/** Longer under emulation than on a real machine. */
const START_MS = 40_000;
const LOOK_MS = 50;
const ANSWER_MS = 3000;

export interface BrowserOptions {
  user: User;
  session: () => SessionEnvironment;
  /** The program, which must speak the Chrome DevTools Protocol. */
  program: string;
}

/** The browser that programs drive: one, on the screen, with a profile of its own, on a port of the loopback. */
export class Browser {
  #options: BrowserOptions;
  #opening: Promise<BrowserEndpoint> | undefined;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** Where it listens; started when it does not run. Callers at the same time get the same one. */
  open(): Promise<BrowserEndpoint> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** It is told of the port that it took by this file, which outlives it. */
  get #profile(): string {
    return join(this.#options.user.home, '.config/cyberdesk-browser');
  }

  async #open(): Promise<BrowserEndpoint> {
    const running = await this.#running();
    if (running) return running;
    await rm(this.#portFile, { force: true });
    const ended = this.#start();
    const until = performance.now() + START_MS;
    while (performance.now() < until) {
      const endpoint = await this.#running();
      if (endpoint) return endpoint;
      const why = await Promise.race([ended, delay(LOOK_MS).then(() => undefined)]);
      if (why !== undefined) throw cannotStart(why);
    }
    throw cannotStart(`it did not listen within ${START_MS / 1000} s`);
  }

  get #portFile(): string {
    return join(this.#profile, 'DevToolsActivePort');
  }

  async #running(): Promise<BrowserEndpoint | undefined> {
    const text = await readFile(this.#portFile, 'utf8').catch(() => '');
    const [port, path] = text.trim().split('\n');
    if (!port || !path?.startsWith('/devtools/browser/')) return undefined;
    const isThere = await answers(Number(port), path);
    return isThere ? { port: Number(port), path } : undefined;
  }

  /** Resolves with the reason when it ends at once. */
  #start(): Promise<string> {
    const { user, session, program } = this.#options;
    const flags = [
      '--remote-debugging-port=0',
      `--user-data-dir=${this.#profile}`,
      '--no-first-run',
    ];
    const [file = '', ...args] = asUser(user, [program, ...flags, 'about:blank']);
    const env = environmentFor(user, session());
    const child = spawn(file, args, { env, cwd: user.home, detached: true, stdio: 'ignore' });
    makeOrdinary(child.pid);
    child.unref();
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code) => resolve(`it ended with code ${code}`));
    });
  }
}

/** Whether it is this browser that listens there, and not what came after it. */
async function answers(port: number, path: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(`http://127.0.0.1:${port}/json/version`, { signal });
    const { webSocketDebuggerUrl } = (await response.json()) as { webSocketDebuggerUrl?: string };
    return new URL(webSocketDebuggerUrl ?? '').pathname === path;
  } catch {
    return false;
  }
}

function cannotStart(why: string): Fault {
  return new Fault(
    'notExecutable',
    `The browser cannot be started: ${why}. Is Chromium installed?`,
  );
}
