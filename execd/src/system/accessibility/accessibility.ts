import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ElementList } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { environmentFor } from '../processes/environment.ts';
import type { SessionEnvironment } from '../processes/environment.ts';
import { asUser } from '../processes/user.ts';
import type { User } from '../processes/user.ts';
import type { Region } from '../screen/region.ts';
import type { ActWish, FindWish, TreeWish } from './operations.ts';
import type { Scope } from './tree.ts';
import type { Order, Reply } from './worker.ts';

/** Beside this file as source, beside main.js in a bundle. */
const CODE = import.meta.url.endsWith('.ts') ? './worker.ts' : './accessibility-worker.js';
/** Unused for so long it ends: a desktop that nobody observes does not pay for it. */
const IDLE_MS = 5 * 60_000;
const ANSWER_MS = 15_000;

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Fault) => void;
  timer: NodeJS.Timeout;
}

export interface AccessibilityOptions {
  user: User;
  session: () => SessionEnvironment;
  /** Title of the window that has the keyboard, as the window manager knows it. */
  focusedTitle: () => Promise<string | undefined>;
  log: Logger;
}

/** As the contract asks it. */
type In<Wish extends { scope: Scope }> = Omit<Wish, 'scope'> & { scope: Scope['of'] };

/**
 * Elements of programs. A process of its own asks them, as the desktop's user, because the bus lets nobody else in, and
 * so that a large tree holds up neither pointer nor keys.
 */
export class Accessibility {
  #options: AccessibilityOptions;
  #child: ChildProcess | undefined;
  #waiting = new Map<number, Waiting>();
  #next = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: AccessibilityOptions) {
    this.#options = options;
  }

  async tree({ scope, ...wish }: In<TreeWish>): Promise<ElementList> {
    return this.#ask({ kind: 'tree', wish: { ...wish, scope: await this.#scope(scope) } });
  }

  async find({ scope, ...wish }: In<FindWish>): Promise<ElementList> {
    return this.#ask({ kind: 'find', wish: { ...wish, scope: await this.#scope(scope) } });
  }

  /** What can be acted on in the focused window. */
  async actionable(limit: number): Promise<ElementList> {
    return this.#ask({ kind: 'actionable', wish: { limit, scope: await this.#scope('focused') } });
  }

  locate(handle: string): Promise<Region> {
    return this.#ask({ kind: 'locate', wish: handle });
  }

  act(handle: string, operation: ActWish['operation'], text?: string): Promise<void> {
    return this.#ask({ kind: 'act', wish: { handle, operation, text } });
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.#child?.kill();
  }

  async #scope(of: 'focused' | 'desktop'): Promise<Scope> {
    if (of === 'desktop') return { of };
    return { of, title: await this.#options.focusedTitle().catch(() => undefined) };
  }

  #ask<Value>(order: Order): Promise<Value> {
    const child = (this.#child ??= this.#start());
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE_MS).unref();
    const id = this.#next++;
    return new Promise<Value>((resolve, reject) => {
      // One that does not answer is ended, with all that wait for it.
      const timer = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      child.send({ id, order });
    });
  }

  #start(): ChildProcess {
    const { user, session, log } = this.#options;
    const worker = fileURLToPath(new URL(CODE, import.meta.url));
    const [file = '', ...args] = asUser(user, [process.execPath, worker]);
    const env = environmentFor(user, session());
    const child = spawn(file, args, { env, cwd: '/', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    child.stderr?.on('data', (text: Buffer) => log.debug({ text: String(text) }, 'accessibility'));
    child.on('message', (reply: Reply) => this.#settle(reply));
    child.on('error', (error) => log.warn({ err: error }, 'accessibility process failed'));
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      for (const id of [...this.#waiting.keys()])
        this.#settle({
          id,
          code: 'accessibilityUnavailable',
          message: 'It ended meanwhile. Try again.',
        });
    });
    // It does not keep execd alive.
    child.unref();
    child.channel?.unref();
    return child;
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    clearTimeout(waiting?.timer);
    // A value that is undefined does not cross.
    if ('code' in reply) waiting?.reject(new Fault(reply.code, reply.message));
    else waiting?.resolve(reply.value as never);
  }
}
