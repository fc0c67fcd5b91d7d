import { chownSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Desktop } from '../desktop.ts';
import type { Logger } from '../log.ts';
import { runTool } from '../machine/tool.ts';
import { environmentFor } from '../processes/environment.ts';
import type { SessionEnvironment } from '../processes/environment.ts';
import { asUser } from '../processes/user.ts';
import type { User } from '../processes/user.ts';
import type { Size } from '../screen/resize.ts';
import { missingParts } from './ready.ts';
import { Service } from './service.ts';
import { serverArguments } from './xserver.ts';

export interface SessionOptions {
  displayNumber: number;
  user: User;
  /** The session's own folder (XDG_RUNTIME_DIR): sockets of the bus and of RFB. */
  runtimeDirectory: string;
  /** Where pids and logs of its programs are kept. */
  directory: string;
  xServer: string;
  busDaemon: string;
  /** Command line of the desktop; empty for a bare screen. */
  command: string[];
  size: Size;
  log: Logger;
}
export interface SessionSettings {
  size: Size;
  locale: string;
  timeZone: string | undefined;
  keyboardLayout: string;
  env: Record<string, string>;
}

const CHECK_MS = 200;

/** The screen of the machine and the desktop on it: X server, message bus and session, kept running. */
export class Session {
  readonly rfbSocket: string;
  #options: SessionOptions;
  #desktop: Desktop;
  #settings: SessionSettings;
  #server: Service;
  #bus: Service;
  #programs: Service;
  #missing: string | undefined = 'the session has not started';
  #watch = 0;
  #isStarted = false;

  constructor(options: SessionOptions, desktop: Desktop) {
    this.#options = options;
    this.#desktop = desktop;
    this.rfbSocket = join(options.runtimeDirectory, 'rfb');
    const initial = { locale: 'en_US.UTF-8', timeZone: undefined, keyboardLayout: 'us', env: {} };
    this.#settings = { ...initial, size: options.size };
    this.#server = this.#service('x', () => this.#serverCommand());
    this.#bus = this.#service('bus', () => this.#busCommand());
    this.#programs = this.#service('session', () => options.command);
    this.#programs.onStart(() => void this.#untilDrawn());
    desktop.display.onConnect(() => void this.#screenIsUp());
  }

  start(): void {
    this.#prepareDirectory();
    this.#isStarted = true;
    this.#server.start();
    this.#bus.start();
    this.#desktop.display.start();
  }

  async stop(): Promise<void> {
    this.#watch++;
    this.#isStarted = false;
    await this.#programs.stop();
    this.#desktop.display.stop();
    await Promise.all([this.#bus.stop(), this.#server.stop()]);
  }

  /** `ok`, or what is missing, of screen and session. */
  checks(): Record<string, string> {
    const screen = this.#desktop.display.connected ? 'ok' : 'the X server is not up';
    if (this.#options.command.length === 0) return { screen };
    const isUp = this.#programs.running && this.#desktop.display.connected;
    return { screen, session: isUp ? (this.#missing ?? 'ok') : 'the session is not running' };
  }

  get environment(): SessionEnvironment {
    const { displayNumber, runtimeDirectory } = this.#options;
    const { locale, timeZone, env } = this.#settings;
    return { displayNumber, runtimeDirectory, locale, timeZone, extra: env };
  }

  /** Settings that run now. A running session cannot learn another language or environment: it is restarted. */
  async apply(settings: SessionSettings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    if (this.#isStarted) {
      await this.#desktop.resize(settings.size);
      if (before.keyboardLayout !== settings.keyboardLayout) await this.#setLayout();
    }
    const differs =
      before.locale !== settings.locale ||
      JSON.stringify(before.env) !== JSON.stringify(settings.env);
    if (!differs || this.#options.command.length === 0) return;
    this.#missing = 'the session is restarting';
    await this.#programs.restart();
  }

  /** Settings for the start of everything. */
  remember(settings: SessionSettings): void {
    this.#settings = settings;
  }

  async #screenIsUp(): Promise<void> {
    try {
      await this.#desktop.resize(this.#size);
      if (this.#settings.keyboardLayout !== 'us') await this.#setLayout();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'could not set up the screen');
    }
    if (this.#options.command.length > 0) this.#programs.start();
  }

  /** Once drawn it counts as up until its programs end: a closed panel is the user's choice. */
  async #untilDrawn(): Promise<void> {
    const mine = ++this.#watch;
    this.#missing = 'the session is starting';
    while (mine === this.#watch && this.#missing !== undefined) {
      await delay(CHECK_MS);
      const missing = await this.#look();
      if (mine === this.#watch) this.#missing = missing;
    }
  }

  async #look(): Promise<string | undefined> {
    try {
      return await missingParts(await this.#desktop.display.link());
    } catch {
      return 'the screen went away';
    }
  }

  async #setLayout(): Promise<void> {
    const [, layout = 'us', , variant] =
      /^([a-z]+)(\(([a-z0-9_-]+)\))?$/.exec(this.#settings.keyboardLayout) ?? [];
    const args = ['-display', `:${this.#options.displayNumber}`, '-layout', layout];
    if (variant) args.push('-variant', variant);
    const { log } = this.#options;
    await runTool('setxkbmap', args).catch((error: unknown) => {
      log.warn({ err: error, layout }, 'could not set the keyboard layout');
    });
  }

  /** Who resized the screen keeps that size when it has to be started anew. */
  get #size(): Size {
    return this.#desktop.wantedSize ?? this.#settings.size;
  }

  #serverCommand(): string[] {
    const { displayNumber, xServer } = this.#options;
    const options = { size: this.#size, rfbSocket: this.rfbSocket, desktopName: 'desktop' };
    return [xServer, `:${displayNumber}`, ...serverArguments(options)];
  }

  #busCommand(): string[] {
    const address = `unix:path=${this.#options.runtimeDirectory}/bus`;
    const flags = ['--session', '--nofork', '--nopidfile', `--address=${address}`];
    return [this.#options.busDaemon, ...flags];
  }

  #service(name: string, argv: () => string[]): Service {
    const { user, directory, log } = this.#options;
    const program = () => ({
      argv: asUser(user, argv()),
      env: environmentFor(user, this.environment),
      cwd: user.home,
    });
    return new Service({ name, directory, log, program });
  }

  #prepareDirectory(): void {
    const { runtimeDirectory, user } = this.#options;
    mkdirSync(runtimeDirectory, { recursive: true, mode: 0o700 });
    chmodSync(runtimeDirectory, 0o700);
    if (process.getuid?.() === 0) chownSync(runtimeDirectory, user.uid, user.gid);
  }
}
