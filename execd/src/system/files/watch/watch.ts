import type { FileEvent } from '@cyberdesk/generated/execd/types.gen';
import { EventQueue } from '@cyberdesk/runtime';
import type { ServerEvent } from '@cyberdesk/runtime';
import { Fault } from '../../fault.ts';
import { onPath } from '../errors.ts';
import type { Asked } from '../path.ts';
import { Follower } from './follow.ts';
import { Overflow } from './overflow.ts';
import { MAX_DIRECTORIES, Tree, TreeError } from './tree.ts';
import type { Raw } from './tree.ts';

export interface WatchOptions {
  recursive: boolean;
  signal: AbortSignal;
}

const MAX_WATCHES = 32;
/** Names waiting to be looked up: more than the kernel's own queue holds. */
const MAX_RAW = 20_000;
/** Events that a slow client has not taken. */
const MAX_EVENTS = 5_000;
const REASONS = {
  slow: 'changes came faster than they were read',
  lost: 'changes came faster than the kernel keeps them',
  gone: 'the directory itself was moved or deleted',
  tooMany: `more than ${MAX_DIRECTORIES} directories are below; watch a smaller one`,
  noWatch:
    'the machine has no more watches; end other watches or raise fs.inotify.max_user_watches',
};

const overflow = new Overflow();
let running = 0;

/** Watches a directory. The directory is opened, and refused, before the stream begins. */
export async function watchFiles(
  asked: Asked,
  options: WatchOptions,
): Promise<AsyncGenerator<ServerEvent<FileEvent>, void>> {
  if (running >= MAX_WATCHES) {
    throw new Fault('unavailable', `${MAX_WATCHES} watches are open. Close one, then ask again.`);
  }
  running += 1;
  const session = new WatchSession(asked, options);
  try {
    await session.start();
    return session.events();
  } catch (error) {
    session.close();
    throw error;
  }
}

class WatchSession {
  readonly #asked: Asked;
  readonly #options: WatchOptions;
  readonly #queue: EventQueue<FileEvent>;
  readonly #tree: Tree;
  readonly #follower: Follower;
  readonly #unlisten: () => void;
  #raw: Raw[] = [];
  #isWorking = true;
  #isClosed = false;

  constructor(asked: Asked, options: WatchOptions) {
    this.#asked = asked;
    this.#options = options;
    this.#queue = new EventQueue<FileEvent>({
      limit: MAX_EVENTS,
      onOverflow: () => ({ type: 'gap', reason: REASONS.slow }),
    });
    this.#tree = new Tree(asked, overflow, (raw) => this.#take(raw));
    this.#follower = new Follower(this.#tree, options.recursive, (event) =>
      this.#queue.push(event),
    );
    this.#unlisten = overflow.listen(() => this.#gap('lost'));
    options.signal.addEventListener('abort', () => this.close(), { once: true });
  }

  async start(): Promise<void> {
    const { path } = this.#asked;
    try {
      await onPath(this.#asked, () => this.#tree.add(path, { recursive: this.#options.recursive }));
      this.#queue.push({ type: 'ready', directories: this.#tree.directories });
    } catch (error) {
      if (!(error instanceof TreeError)) throw error;
      this.#gap(error.reason);
    }
    this.#isWorking = false;
    void this.#work();
  }

  async *events(): AsyncGenerator<ServerEvent<FileEvent>, void> {
    try {
      for await (const data of this.#queue) yield { event: data.type, data };
    } finally {
      this.close();
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    running -= 1;
    this.#unlisten();
    this.#tree.close();
    this.#raw = [];
    this.#follower.flush();
    this.#queue.close();
  }

  #take(raw: Raw): void {
    if (this.#isClosed) return;
    const last = this.#raw.at(-1);
    const isSame = last?.kind === 'change' && raw.kind === 'change' && last.name === raw.name;
    if (isSame && last.directory === raw.directory) return;
    if (this.#raw.length >= MAX_RAW) return this.#gap('lost');
    this.#raw.push(raw);
    void this.#work();
  }

  /** One name at a time, in the order in which the kernel told them. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let at = 0; at < this.#raw.length; at++) {
        const raw = this.#raw[at] as Raw;
        if (this.#isOwnEnd(raw)) return this.#gap('gone');
        await this.#follower.take(raw);
      }
      this.#raw = [];
    } catch (error) {
      this.#gap(error instanceof TreeError ? error.reason : 'lost');
    } finally {
      this.#isWorking = false;
    }
  }

  #isOwnEnd({ kind, directory, name }: Raw): boolean {
    return kind === 'rename' && name === '.' && directory === this.#asked.path;
  }

  /** The last event: nothing that comes later would be complete. */
  #gap(reason: keyof typeof REASONS): void {
    if (this.#isClosed) return;
    this.#follower.flush();
    this.#queue.push({ type: 'gap', reason: REASONS[reason] });
    this.close();
  }
}
