import { spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Application,
  LaunchApplication,
  LaunchedApplication,
  Window,
} from '@cyberdesk/generated/execd/types.gen';
import { errno, Fault } from '../fault.ts';
import { environmentFor } from '../processes/environment.ts';
import type { SessionEnvironment } from '../processes/environment.ts';
import { makeOrdinary } from '../processes/oom.ts';
import { whyNotStarted } from '../processes/program.ts';
import { asUser } from '../processes/user.ts';
import type { User } from '../processes/user.ts';
import type { Windows } from '../windows/windows.ts';
import { commandOf, parseEntry } from './entry.ts';
import type { Entry } from './entry.ts';

const FOLDERS = [
  '.local/share/applications',
  '/usr/local/share/applications',
  '/usr/share/applications',
];
const MAX_ENTRY_BYTES = 256 * 1024;
/** Of several browsers the first one that is there. */
const BROWSERS = ['firefox-esr', 'firefox', 'chromium', 'google-chrome'];

type What = Pick<LaunchApplication, 'application' | 'command' | 'arguments'>;

export interface ApplicationsOptions {
  user: User;
  session: () => SessionEnvironment;
  windows: Windows;
}

/** Installed applications, and how they are started. */
export class Applications {
  #options: ApplicationsOptions;

  constructor(options: ApplicationsOptions) {
    this.#options = options;
  }

  /** Those that a menu would show, by id. */
  async list(): Promise<Application[]> {
    const shown = (await this.#entries()).filter(({ isShown }) => isShown);
    return shown
      .map(({ id, name, description, categories }) => ({ id, name, description, categories }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Starts what is asked for; it lives on by itself. */
  async launch(what: What): Promise<{ processId: number }> {
    const { command, application, arguments: targets = [] } = what;
    if (command !== undefined) return this.#spawn([...command, ...targets]);
    const entry = await this.#find(application ?? '');
    return this.#spawn(commandOf(entry, targets), entry.path);
  }

  async openUrl(url: string): Promise<{ processId: number }> {
    const entries = await this.#entries();
    const browser = BROWSERS.flatMap((id) => entries.find((entry) => entry.id === id) ?? [])[0];
    if (browser) return this.#spawn(commandOf(browser, [url]));
    throw new Fault('notExecutable', 'No browser is installed on this desktop. Install one first.');
  }

  /** Starts it and waits for its window, if that is wished. */
  async start(wish: LaunchApplication, signal: AbortSignal): Promise<LaunchedApplication> {
    const { windows } = this.#options;
    checkWish(wish);
    const { url, waitSeconds = 0 } = wish;
    const known =
      waitSeconds > 0 ? new Set((await windows.list()).map(({ id }) => id)) : new Set<string>();
    const { processId } = url === undefined ? await this.launch(wish) : await this.openUrl(url);
    if (waitSeconds === 0) return { processId };
    // A program that hands over to one that runs already has a window of another process.
    const anyNew = (_window: Window): boolean => true;
    const timeoutMs = waitSeconds * 1000;
    const window = await windows.appear(known, anyNew, { timeoutMs, signal });
    return { processId, ...(window ? { windowId: window.id } : {}) };
  }

  async #spawn(argv: string[], path?: string): Promise<{ processId: number }> {
    const { user, session } = this.#options;
    refuseNul(argv);
    const [name = ''] = argv;
    const [file = '', ...args] = asUser(user, argv);
    const cwd = path !== undefined && (await isFolder(path)) ? path : user.home;
    const env = environmentFor(user, session());
    // Who starts a program for another user says only afterwards that there is none.
    const reason = whyNotStarted(name, { path: env['PATH'], cwd });
    if (reason) throw cannotStart(name, reason);
    const child = spawn(file, args, { cwd, env, detached: true, stdio: 'ignore' });
    makeOrdinary(child.pid);
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', () => resolve());
      child.once('error', (error) => reject(cannotStart(name, errno(error))));
    });
    child.unref();
    return { processId: child.pid ?? 0 };
  }

  async #find(id: string): Promise<Entry> {
    const entry = (await this.#entries()).find((each) => each.id === id);
    if (entry) return entry;
    const message = `there is no application ${id}; list the applications`;
    throw new Fault('unprocessable', `${message}.`, [{ pointer: '/application', message }]);
  }

  /** An entry of an earlier folder hides one of the same id in a later folder. */
  async #entries(): Promise<Entry[]> {
    const found = new Map<string, Entry>();
    for (const folder of FOLDERS) {
      const path = folder.startsWith('/') ? folder : join(this.#options.user.home, folder);
      const names = await readdir(path).catch(() => []);
      for (const name of names.filter((each) => each.endsWith('.desktop'))) {
        const id = name.slice(0, -'.desktop'.length);
        const entry = found.has(id) ? undefined : await readEntry(id, join(path, name));
        if (entry) found.set(id, entry);
      }
    }
    return [...found.values()];
  }
}

async function readEntry(id: string, path: string): Promise<Entry | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size > MAX_ENTRY_BYTES) return undefined;
  return parseEntry(id, await readFile(path, 'utf8').catch(() => ''));
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

function checkWish({ application, command, url }: LaunchApplication): void {
  const given = [application, command, url].filter((each) => each !== undefined);
  if (given.length === 1) return;
  const message = 'give one of application, command and url';
  throw new Fault('unprocessable', `${message}.`, [{ pointer: '', message }]);
}

function refuseNul(argv: readonly string[]): void {
  if (argv.every((word) => !word.includes('\0')) && argv[0] !== '') return;
  throw new Fault('unprocessable', 'A program needs a name, and no word of it may contain NUL.');
}

function cannotStart(name: string, reason: string | undefined): Fault {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such program',
    EACCES: 'it is no program, or may not be run',
  };
  const why = reasons[reason ?? ''] ?? reason;
  return new Fault('notExecutable', `${name} cannot be started: ${why}.`);
}
