import { CommandHandle, followOutput, watching, type OutputCallbacks } from './command-handle.ts';
import { TimeoutError } from './errors.ts';
import type {
  CommandsResource,
  ListCommandsParams,
  RequestOptions,
  RunCommandParams,
} from './generated/resources.gen.ts';
import type { Command } from './generated/types.gen.ts';
import { pages } from './pages.ts';
import { LONG_POLL_SECONDS } from './wait.ts';

/** How long a command may run beyond its own timeout before the client gives up on the answer. */
const GRACE_MS = 15_000;
const TIMEOUT_SECONDS = 30;

/** What a command is started with. */
export type StartCommandOptions = RequestOptions &
  Omit<RunCommandParams, 'command' | 'background' | 'waitSeconds'>;

/** What a command is run with: `onStdout` and `onStderr` are told its output as it comes. */
export type RunOptions = StartCommandOptions & OutputCallbacks;

/** Programs without a window, in one desktop. */
export class Commands {
  #commands: CommandsResource;
  #desktopId: string;

  constructor(commands: CommandsResource, desktopId: string) {
    this.#commands = commands;
    this.#desktopId = desktopId;
  }

  /**
   * Runs a command to its end, however long its `timeoutSeconds` (default 30) let it run. A list is run as it is, a
   * text by the shell. A non-zero exit code is no error. Whoever gives up on it, by `signal` or `timeoutMs`, kills it.
   */
  async run(command: string | string[], options: RunOptions = {}): Promise<Command> {
    const { onStdout, onStderr, timeoutSeconds = TIMEOUT_SECONDS, ...rest } = options;
    const [body, call] = apart(command, { ...rest, timeoutSeconds });
    const timeoutMs = call.timeoutMs ?? timeoutSeconds * 1000 + GRACE_MS;
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any(call.signal ? [limit, call.signal] : [limit]);
    if (onStdout || onStderr) {
      const request = { ...body, waitSeconds: 0 };
      const first = await this.#commands.run(this.#desktopId, request, { ...call, timeoutMs });
      return this.#follow(first, { limit, signal, callbacks: { onStdout, onStderr } });
    }
    const first = await this.#commands.run(this.#desktopId, body, { ...call, timeoutMs });
    return first.state === 'running' ? this.#follow(first, { limit, signal }) : first;
  }

  /** Nobody waits for a command that its caller has given up: it goes, as if the first call had broken off. */
  async #follow(first: Command, { limit, signal, callbacks }: Following): Promise<Command> {
    try {
      if (callbacks) await this.#watch(first.id, callbacks, signal);
      return await this.#untilEnd(first.id, signal);
    } catch (error) {
      await this.#commands.delete(this.#desktopId, first.id).catch(() => undefined);
      if (!limit.aborted) throw error;
      throw new TimeoutError(`The command ${first.id} took too long and was killed.`, {
        cause: error,
      });
    }
  }

  async #watch(id: string, callbacks: OutputCallbacks, signal: AbortSignal): Promise<void> {
    const tell = watching(callbacks);
    for await (const event of followOutput(this.#commands, [this.#desktopId, id], { signal }))
      tell(event);
    signal.throwIfAborted();
  }

  async #untilEnd(id: string, signal: AbortSignal): Promise<Command> {
    const wish = { waitSeconds: LONG_POLL_SECONDS };
    for (;;) {
      const command = await this.#commands.get(this.#desktopId, id, wish, { signal });
      if (command.state !== 'running') return command;
    }
  }

  /** Starts a command in the background: it lives on without a client, and its standard input stays open. */
  async start(
    command: string | string[],
    options: StartCommandOptions = {},
  ): Promise<CommandHandle> {
    const [body, call] = apart(command, options);
    const request = { ...body, background: true };
    const data = await this.#commands.run(this.#desktopId, request, call);
    return new CommandHandle(this.#commands, this.#desktopId, data);
  }

  /** A command by its id, for a day after its end. */
  async get(commandId: string, options?: RequestOptions): Promise<CommandHandle> {
    const data = await this.#commands.get(this.#desktopId, commandId, {}, options);
    return new CommandHandle(this.#commands, this.#desktopId, data);
  }

  /** Commands, oldest first, without their outputs: those that run, and the last 200 that have ended. */
  list({
    tag,
    state,
    ...options
  }: RequestOptions &
    Pick<ListCommandsParams, 'tag' | 'state'> = {}): AsyncIterableIterator<Command> {
    const params = { limit: 100, ...defined({ tag, state }) };
    return pages((cursor) =>
      this.#commands.list(this.#desktopId, { ...params, ...(cursor ? { cursor } : {}) }, options),
    );
  }
}

interface Following {
  /** Aborts when the time of the call is over. */
  limit: AbortSignal;
  signal: AbortSignal;
  callbacks?: OutputCallbacks;
}

/** What is sent, and how. */
const apart = (
  command: string | string[],
  options: StartCommandOptions,
): [RunCommandParams, RequestOptions] => {
  const { cwd, env, user, stdin, timeoutSeconds, tag, pty, ...call } = options;
  const given = defined({ cwd, env, user, stdin, timeoutSeconds, tag, pty });
  return [{ command, ...given }, call];
};

const defined = <T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
