import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command, CommandRequest } from '@cyberdesk/generated/execd/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { Fault } from '../fault.ts';
import type { FaultField } from '../fault.ts';
import { checkPath } from '../files/path.ts';
import type { Logger } from '../log.ts';
import { pageOf } from '../pages.ts';
import type { PageOf, PageWish } from '../pages.ts';
import { Cgroups } from './cgroups.ts';
import { environmentFor } from './environment.ts';
import type { SessionEnvironment } from './environment.ts';
import { Execution } from './execution.ts';
import { COMMAND_VARIABLE, killEverything } from './kill.ts';
import { launch } from './launch.ts';
import type { Launched, LaunchOptions } from './launch.ts';
import type { OutputLog } from './output-log.ts';
import { PipePool } from './pipes.ts';
import { CommandStore } from './store.ts';
import { launchInTerminal } from './terminal.ts';
import { asUser, findUser, ownUser } from './user.ts';
import type { User } from './user.ts';

const MAX_FOREGROUND = 64;
const MAX_RUNNING = 320;
const SHELL = ['/bin/bash', '-c'];
const FOREGROUND_SECONDS = 60;
const BACKGROUND_SECONDS = 86_400;
const WAIT_SECONDS = 45;

export interface CommandsOptions {
  /** Who runs a command that names nobody. */
  user: User;
  session: () => SessionEnvironment;
  /** Of this machine's run: pipes are made there. */
  directory: string;
  /** Where outcomes are kept. */
  stateDirectory: string;
  log: Logger;
}

/** Runs commands as people of this machine, with the desktop in reach. */
export class Commands {
  #options: CommandsOptions;
  #pipes: PipePool;
  #store: CommandStore;
  #cgroups = Cgroups.find();
  #running = new Map<string, Execution>();
  #foreground = 0;

  constructor(options: CommandsOptions) {
    this.#options = options;
    this.#pipes = new PipePool(join(options.directory, 'pipes'));
    this.#store = new CommandStore(options.stateDirectory, options.log);
  }

  /** Runs a command; a foreground one to its end, or as long as the reply may wait. */
  async run(request: CommandRequest, signal: AbortSignal): Promise<Command> {
    if (request.background) {
      const execution = await this.#start(request);
      await this.#store.noteRunning(execution.describe());
      return execution.describe();
    }
    return this.#counted(async () => {
      const execution = await this.#start(request);
      return this.#wait(execution, request.waitSeconds ?? WAIT_SECONDS, signal);
    });
  }

  /** Those that run and those that have ended, oldest first, without their outputs. */
  async list(wish: PageWish & { tag?: string; state?: string }): Promise<PageOf<Command>> {
    await this.#store.ready;
    const running = [...this.#running.values()].map((execution) => execution.describe());
    const all = [...this.#store.list(), ...running].map((one) => ({
      ...one,
      stdout: '',
      stderr: '',
    }));
    const { tag, state } = wish;
    const wanted = all.filter(
      (one) =>
        (tag === undefined || one.tag === tag) && (state === undefined || one.state === state),
    );
    return pageOf(
      wanted.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      wish,
      ({ id }) => id,
    );
  }

  /** A command with the beginning of its outputs, after waiting for its end if that is wished. */
  async get(id: string, waitSeconds: number, signal: AbortSignal): Promise<Command> {
    const execution = this.#running.get(id);
    if (execution && waitSeconds > 0) await orLater(execution.ended, waitSeconds, signal);
    return this.#running.get(id)?.describe() ?? this.#ended(id);
  }

  /** The output of a command, whether it runs or has ended. */
  async output(id: string): Promise<{ log: OutputLog; outcome: () => Promise<Command> }> {
    await this.#store.ready;
    const log = this.#running.get(id)?.log ?? this.#store.find(id)?.log;
    if (!log) throw notFound(id);
    const outcome = async (): Promise<Command> => {
      await this.#running.get(id)?.ended;
      return this.#ended(id);
    };
    return { log, outcome };
  }

  /** A command that runs; a fault when it has ended. */
  async running(id: string): Promise<Execution> {
    const execution = this.#running.get(id);
    if (execution) return execution;
    const { state } = await this.#ended(id);
    throw new Fault('commandNotRunning', `The command has ended: it is ${state}. Start it anew.`);
  }

  /** Ends a command with everything it has started, also what outlived it, and forgets it. */
  async delete(id: string): Promise<void> {
    const execution = this.#running.get(id);
    execution?.kill('killed');
    await execution?.ended;
    await this.#store.ready;
    if (!this.#store.find(id)) throw notFound(id);
    // A group that was empty is gone; without groups, every process of the machine is looked at.
    if (this.#cgroups) this.#cgroups.kill(id);
    else await killEverything(0, id);
    this.#cgroups?.release(id);
    await this.#store.delete(id);
  }

  /** Ends and forgets everything: the machine becomes another's. */
  async clear(): Promise<void> {
    for (const execution of this.#running.values()) execution.kill('killed');
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    this.#cgroups?.killAll();
    await this.#store.ready;
    await this.#store.clear();
  }

  async #ended(id: string): Promise<Command> {
    await this.#store.ready;
    const command = await this.#store.read(id);
    if (!command) throw notFound(id);
    return command;
  }

  async #wait(execution: Execution, seconds: number, signal: AbortSignal): Promise<Command> {
    const gone = () => execution.kill('killed');
    signal.addEventListener('abort', gone, { once: true });
    if (signal.aborted) gone();
    await orLater(execution.ended, seconds);
    signal.removeEventListener('abort', gone);
    const command = execution.describe();
    if (execution.isRunning) await this.#store.noteRunning(command);
    return command;
  }

  async #start(request: CommandRequest): Promise<Execution> {
    await this.#store.ready;
    if (this.#running.size >= MAX_RUNNING) throw tooMany(MAX_RUNNING);
    const { tag, pty, background = false, command } = request;
    const id = newId('cmd');
    const launched = await this.#launch(id, request);
    this.#cgroups?.add(id, launched.pid);
    const longest = background ? BACKGROUND_SECONDS : FOREGROUND_SECONDS;
    const execution = new Execution({
      identity: {
        id,
        command,
        background,
        startedAt: new Date().toISOString(),
        ...(tag === undefined ? {} : { tag }),
        ...(pty === undefined ? {} : { pty }),
      },
      launched,
      log: this.#store.newLog(id),
      timeoutMs: (request.timeoutSeconds ?? longest) * 1000,
      onKill: () => this.#cgroups?.kill(id),
      onEnd: (ended) => {
        this.#running.delete(id);
        this.#cgroups?.release(id);
        this.#store.keep(ended.describe(), ended.log);
      },
    });
    this.#running.set(id, execution);
    return execution;
  }

  async #launch(id: string, request: CommandRequest): Promise<Launched> {
    const user = this.#user(request.user);
    checkStrings(request);
    const cwd = await directory(request.cwd, user);
    const mark = { [COMMAND_VARIABLE]: id };
    const env = { ...environmentFor(user, this.#options.session()), ...request.env, ...mark };
    const { command, pty } = request;
    const line = typeof command === 'string' ? [...SHELL, command] : command;
    const options: LaunchOptions = { argv: asUser(user, line), cwd, env, ...inputOf(request) };
    if (!pty) return launch(this.#pipes, options);
    const terminal = launchInTerminal(options, pty);
    if (request.stdin !== undefined) await terminal.write(Buffer.from(request.stdin));
    return terminal;
  }

  async #counted<T>(act: () => Promise<T>): Promise<T> {
    if (this.#foreground >= MAX_FOREGROUND) throw tooMany(MAX_FOREGROUND);
    this.#foreground++;
    try {
      return await act();
    } finally {
      this.#foreground--;
    }
  }

  #user(name: string | undefined): User {
    if (name === undefined) return this.#options.user;
    const user = findUser(name);
    if (!user) throw refuse('/user', `there is no user ${name} on this desktop`);
    const own = ownUser();
    if (own.uid !== 0 && own.uid !== user.uid) {
      throw refuse('/user', `commands run as ${own.name} here; leave user out`);
    }
    return user;
  }
}

function inputOf({ stdin, background }: CommandRequest): Pick<LaunchOptions, 'stdin'> {
  if (stdin === undefined && !background) return {};
  return { stdin: { text: stdin ?? '', staysOpen: background ?? false } };
}

/** Resolves with the promise or when the time is over, whichever comes first. */
async function orLater(
  promise: Promise<void>,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const all = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const late = delay(seconds * 1000, undefined, { signal: all }).catch(() => undefined);
  await Promise.race([promise, late]);
  stop.abort();
}

/** The kernel ends arguments and variables at NUL, and names of variables at `=`. */
function checkStrings({ command, env = {} }: CommandRequest): void {
  const words = typeof command === 'string' ? [command] : command;
  const bad = words.findIndex((word) => word.includes('\0'));
  const at = typeof command === 'string' ? '/command' : `/command/${bad}`;
  if (bad >= 0) throw refuse(at, 'a command cannot contain NUL');
  if (words[0] === '') throw refuse('/command/0', 'the program has no name');
  for (const [name, value] of Object.entries(env)) {
    const pointer = `/env/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!/^[^=\0]+$/.test(name)) throw refuse(pointer, 'a variable needs a name without = and NUL');
    if (value.includes('\0')) throw refuse(pointer, 'a variable cannot contain NUL');
  }
}

async function directory(path: string | undefined, user: User): Promise<string> {
  const cwd = path === undefined ? user.home : checkPath(path, '/cwd');
  const info = await stat(cwd).catch(() => undefined);
  if (info?.isDirectory()) return cwd;
  if (path === undefined) return '/';
  const field = { pointer: '/cwd', message: `${path} is no directory` };
  throw new Fault('invalidPath', `${field.message}. Create it first, or leave cwd out.`, [field]);
}

function refuse(pointer: string, message: string): Fault {
  const fields: FaultField[] = [{ pointer, message }];
  return new Fault('unprocessable', `${message}.`, fields);
}

function tooMany(limit: number): Fault {
  const detail = `${limit} commands already run here. Wait until one has ended, or delete one.`;
  return new Fault('unavailable', detail);
}

function notFound(id: string): Fault {
  const detail = `There is no command ${id}: it was deleted, or ended over a day ago. List commands.`;
  return new Fault('commandNotFound', detail);
}
