import { APIError, ConnectionError, TimeoutError } from './errors.ts';
import type {
  CommandsResource,
  RequestOptions,
  SignalCommandParams,
} from './generated/resources.gen.ts';
import type { Command, CommandEvent, TerminalSize } from './generated/types.gen.ts';
import { silenceGuard } from './silence.ts';
import { LONG_POLL_SECONDS } from './wait.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;
/** So many connections in a row may fail: about half a minute. */
const MAX_FAILURES = 8;
/** Of one write to standard input. */
const PIECE_BYTES = 256 * 1024;

/** Who hears of output as it comes. */
export interface OutputCallbacks {
  onStdout?: ((text: string) => void) | undefined;
  onStderr?: ((text: string) => void) | undefined;
}

/** Where to begin reading, and when to end. */
export interface OutputOptions {
  /** `offset` of the last event that was read; default is the beginning. */
  offset?: number;
  signal?: AbortSignal;
}

/** A command that was started or found by its id. */
export class CommandHandle {
  #commands: CommandsResource;
  #path: readonly [string, string];
  #data: Command;

  constructor(commands: CommandsResource, desktopId: string, data: Command) {
    this.#commands = commands;
    this.#path = [desktopId, data.id];
    this.#data = data;
  }

  /** Id of the command. */
  get id(): string {
    return this.#data.id;
  }
  /** Where it stood when it was last read: `running`, `finished`, `timedOut`, `killed`, `lost`. */
  get state(): Command['state'] {
    return this.#data.state;
  }
  /** Everything that the API said of it when it was last read. */
  get data(): Readonly<Command> {
    return this.#data;
  }

  /** Reads it again. */
  async refresh(options?: RequestOptions): Promise<this> {
    this.#data = await this.#commands.get(...this.#path, {}, options);
    return this;
  }

  /** Waits for its end, and tells what came of it with the first 1 MiB of each output. */
  async wait(
    options: { waitTimeoutSeconds?: number; signal?: AbortSignal } = {},
  ): Promise<Command> {
    const { waitTimeoutSeconds = Infinity, signal } = options;
    const deadline = performance.now() + waitTimeoutSeconds * 1000;
    for (;;) {
      const left = Math.max(0, Math.ceil((deadline - performance.now()) / 1000));
      const wish = { waitSeconds: Math.min(LONG_POLL_SECONDS, left) };
      this.#data = await this.#commands.get(...this.#path, wish, signal ? { signal } : {});
      if (this.state !== 'running') return this.#data;
      if (performance.now() >= deadline)
        throw new TimeoutError(`The command ${this.id} still ran after ${waitTimeoutSeconds} s.`);
    }
  }

  /**
   * Its output from the beginning or an offset on, while it runs and after its end: `output` events, `gap` where output
   * is no longer kept, and `end` last. A connection that breaks is made again where it broke.
   */
  output(options: OutputOptions = {}): AsyncGenerator<CommandEvent, void> {
    return followOutput(this.#commands, this.#path, options);
  }

  /** Writes to its standard input or terminal, all of it and in order. Waits while the command does not read. */
  async write(input: string | Uint8Array, options?: RequestOptions): Promise<void> {
    const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const data = base64(bytes.subarray(at, at + PIECE_BYTES));
      await this.#commands.writeStdin(...this.#path, { data }, options);
    }
  }

  /** Closes its standard input; a terminal gets end of file. */
  closeInput(options?: RequestOptions): Promise<void> {
    return this.#commands.closeStdin(...this.#path, options);
  }

  /** Sends a signal to its process group; ConflictError `commandNotRunning` after its end. */
  async signal(signal: SignalCommandParams['signal'], options?: RequestOptions): Promise<this> {
    this.#data = await this.#commands.signal(...this.#path, { signal }, options);
    return this;
  }

  /** Tells its terminal a new size. */
  resize(size: TerminalSize, options?: RequestOptions): Promise<void> {
    return this.#commands.resizePty(...this.#path, size, options);
  }

  /** Kills it with everything that it has started, and forgets it and its output. */
  delete(options?: RequestOptions): Promise<void> {
    return this.#commands.delete(...this.#path, options);
  }
}

/** How far a reader has come, and how often in a row its connection failed. */
interface Place {
  offset: number;
  failures: number;
  isOver: boolean;
}

/** Events of a command's output until its end, over as many connections as it takes. */
export async function* followOutput(
  commands: CommandsResource,
  path: readonly [string, string],
  { offset = 0, signal }: OutputOptions,
): AsyncGenerator<CommandEvent, void> {
  const place: Place = { offset, failures: 0, isOver: false };
  for (;;) {
    try {
      yield* following(place, connect(commands, path, { offset: place.offset, signal }));
    } catch (error) {
      if (!signal?.aborted && isFinal(error, place)) throw error;
    }
    if (place.isOver || signal?.aborted) return;
    await pauseAfter(place, signal);
  }
}

async function* following(
  place: Place,
  events: AsyncIterable<CommandEvent>,
): AsyncGenerator<CommandEvent, void> {
  for await (const event of events) {
    place.offset = event.offset;
    place.failures = 0;
    place.isOver = event.type === 'end';
    yield event;
    if (place.isOver) return;
  }
}

async function* connect(
  commands: CommandsResource,
  path: readonly [string, string],
  { offset, signal }: { offset: number; signal: AbortSignal | undefined },
): AsyncGenerator<CommandEvent, void> {
  const guard = silenceGuard(signal);
  try {
    const call = { signal: guard.signal, onAlive: guard.alive };
    const events = await commands.output(...path, { offset }, call);
    for await (const { data } of events) yield JSON.parse(data) as CommandEvent;
  } finally {
    guard.stop();
  }
}

/** Tells callbacks the text of events; bytes that are no UTF-8 are replaced. */
export const watching = ({ onStdout, onStderr }: OutputCallbacks) => {
  const tell = new Map([
    ['stdout', onStdout],
    ['stderr', onStderr],
  ]);
  return (event: CommandEvent): void => {
    if (event.type !== 'output') return;
    const { stream, text, data = '' } = event;
    tell.get(stream)?.(text ?? new TextDecoder().decode(bytesOf(data)));
  };
};

const bytesOf = (data: string): Uint8Array =>
  Uint8Array.from(atob(data), (char) => char.charCodeAt(0));

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Asking again would be refused again, or was tried often enough. */
const isFinal = (error: unknown, { failures }: Place): boolean => {
  if (failures >= MAX_FAILURES || error instanceof SyntaxError) return true;
  return error instanceof APIError && error.status < 500 && ![408, 429].includes(error.status);
};

/** Longer each time, and not for ever: a stream that only ever ends before its end is no stream. */
const pauseAfter = (place: Place, signal: AbortSignal | undefined): Promise<void> => {
  if (place.failures >= MAX_FAILURES) throw new ConnectionError('The output breaks off each time.');
  const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** place.failures++);
  return pause(ms, signal);
};

const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms * (0.5 + Math.random() / 2));
    signal?.addEventListener('abort', done);
  });
