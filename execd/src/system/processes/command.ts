import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, CommandRequest } from '@cyberdesk/generated/execd/types.gen';
import { newId } from '@cyberdesk/kit/ids';
import { Fault } from '../fault.ts';
import type { FaultField } from '../fault.ts';
import { checkPath } from '../files/path.ts';
import { environmentFor } from './environment.ts';
import type { SessionEnvironment } from './environment.ts';
import { PipePool } from './pipes.ts';
import { run } from './run.ts';
import { asUser, findUser, ownUser } from './user.ts';
import type { User } from './user.ts';

const MAX_RUNNING = 64;
const SHELL = ['/bin/bash', '-c'];

export interface CommandsOptions {
  /** Who runs a command that names nobody. */
  user: User;
  session: () => SessionEnvironment;
  /** Of this machine's run: pipes are made there. */
  directory: string;
}

/** Runs commands as people of this machine, with the desktop in reach. */
export class Commands {
  #defaultUser: User;
  #session: () => SessionEnvironment;
  #pipes: PipePool;
  #running = 0;

  constructor(options: CommandsOptions) {
    this.#defaultUser = options.user;
    this.#session = options.session;
    this.#pipes = new PipePool(join(options.directory, 'pipes'));
  }

  async run(request: CommandRequest, signal: AbortSignal): Promise<Command> {
    const user = this.#user(request.user);
    checkStrings(request);
    const cwd = await directory(request.cwd, user);
    const env = { ...environmentFor(user, this.#session()), ...request.env };
    const line =
      typeof request.command === 'string' ? [...SHELL, request.command] : request.command;
    const timeoutMs = (request.timeoutSeconds ?? 30) * 1000;
    const input = request.stdin === undefined ? {} : { stdin: request.stdin };
    const startedAt = new Date().toISOString();
    const argv = asUser(user, line);
    const result = await this.#counted(() =>
      run(this.#pipes, { argv, cwd, env, timeoutMs, signal, ...input }),
    );
    const { stdout, stderr } = result;
    const sizes = { stdoutBytes: Buffer.byteLength(stdout), stderrBytes: Buffer.byteLength(stderr) };
    const { command, background = false } = request;
    return { id: newId('cmd'), command, background, startedAt, ...sizes, ...result };
  }

  async #counted<T>(act: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_RUNNING) {
      const detail = `${MAX_RUNNING} commands already run here. Wait until one has ended.`;
      throw new Fault('unavailable', detail);
    }
    this.#running++;
    try {
      return await act();
    } finally {
      this.#running--;
    }
  }

  #user(name: string | undefined): User {
    if (name === undefined) return this.#defaultUser;
    const user = findUser(name);
    if (!user) throw refuse('/user', `there is no user ${name} on this desktop`);
    const own = ownUser();
    if (own.uid !== 0 && own.uid !== user.uid) {
      throw refuse('/user', `commands run as ${own.name} here; leave user out`);
    }
    return user;
  }
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
