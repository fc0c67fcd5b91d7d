/** Leave to open the live view of one desktop. */
export interface Grant {
  websocketUrl: string;
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * How the desktop's picture and its place in the page come together: the picture is scaled, or shown pixel by pixel, or
 * the desktop itself takes the size of the place.
 */
export type Sizing = 'fit' | 'actual' | 'match';

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What draws the desktop over one socket, and sends what a person does. */
export interface Screen {
  setViewOnly(viewOnly: boolean): void;
  setSizing(sizing: Sizing): void;
  /** Presses keys together, by X keysym and code, and lets them go. */
  press(keys: readonly Key[]): void;
  /** Puts a text on the desktop's clipboard. */
  paste(text: string): void;
  focus(): void;
  hasFocus(): boolean;
  close(): void;
}

export interface Key {
  keysym: number;
  code: string;
}

/** What a screen reports. */
export interface ScreenEvents {
  /** The handshake is done and pixels are on their way. */
  onReady: () => void;
  onClipboard: (text: string) => void;
  /** The desktop is this large now. */
  onSize: (size: Size) => void;
  /** A text was too long for the desktop's clipboard, and was not put there. */
  onTooLong: () => void;
  /** Whether pasting by keys brings this computer's clipboard along. */
  bringsAlong: () => boolean;
}

/** Where a live view stands. */
export type LiveState =
  | { phase: 'connecting' }
  | { phase: 'connected' }
  /** It broke; the next attempt begins at `retryAt`. */
  | { phase: 'waiting'; retryAt: number; why: string }
  /** No attempt would help. */
  | { phase: 'ended'; error: unknown };

export interface LiveViewOptions {
  createGrant: () => Promise<Grant>;
  openScreen: (socket: WebSocket, events: ScreenEvents) => Screen;
  onClipboard?: (text: string) => void;
  onSize?: (size: Size) => void;
  onTooLong?: () => void;
  bringsAlong?: () => boolean;
  /** True for errors that would come again: no such desktop, signed out. */
  isFinal: (error: unknown) => boolean;
}

interface Connection {
  socket: WebSocket;
  screen: Screen;
  timer: ReturnType<typeof setTimeout>;
}

const HANDSHAKE_MS = 20_000;
const RENEW_BEFORE_MS = 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A connection that held this long was a good one: the next failure is the first again. */
const STABLE_MS = 10_000;
/** Longest delay of a timer in browsers. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** The gateway's code for a grant that has expired or was revoked. */
const GRANT_ENDED = 4401;

/**
 * Keeps the live view of one desktop open: connects, connects again with growing pauses, and before a grant ends opens
 * the next connection beside the old one, so that nobody notices.
 */
export class LiveView {
  #options: LiveViewOptions;
  #state: LiveState = { phase: 'connecting' };
  #listeners = new Set<() => void>();
  #grant: Grant | undefined;
  /** The connection that is shown, and one that is being made. */
  #current: Connection | undefined;
  #next: Connection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #connectedAt = 0;
  #viewOnly = false;
  #sizing: Sizing = 'fit';
  /** Counts attempts, so that an answer to one that was given up is not taken. */
  #attempt = 0;
  #closed = false;

  constructor(options: LiveViewOptions) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Calls back at every change of state; returns how to stop it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connects, at once: also what a person does who does not want to wait for the next attempt. */
  readonly connect = (): void => {
    if (this.#closed || this.#current) return;
    this.#set({ phase: 'connecting' });
    void this.#open();
  };

  /** Ends it for good. */
  close(): void {
    this.#closed = true;
    this.#attempt += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#renewal);
    this.#drop(this.#next);
    this.#drop(this.#current);
    this.#next = this.#current = undefined;
    this.#listeners.clear();
  }

  setViewOnly(viewOnly: boolean): void {
    this.#viewOnly = viewOnly;
    this.#current?.screen.setViewOnly(viewOnly);
  }

  setSizing(sizing: Sizing): void {
    this.#sizing = sizing;
    this.#current?.screen.setSizing(sizing);
  }

  press(...keys: Key[]): void {
    this.#current?.screen.press(keys);
  }

  readonly paste = (text: string): void => {
    this.#current?.screen.paste(text);
  };

  focus(): void {
    this.#current?.screen.focus();
  }

  async #open(): Promise<void> {
    const attempt = (this.#attempt += 1);
    clearTimeout(this.#timer);
    this.#drop(this.#next);
    this.#next = undefined;
    try {
      const grant = await this.#validGrant();
      if (attempt === this.#attempt) this.#next = this.#connection(grant);
    } catch (error) {
      if (attempt === this.#attempt) this.#refused(error);
    }
  }

  async #validGrant(): Promise<Grant> {
    const held = this.#grant;
    if (held && held.expiresAt - RENEW_BEFORE_MS > Date.now()) return held;
    this.#grant = undefined;
    return (this.#grant = await this.#options.createGrant());
  }

  #connection(grant: Grant): Connection {
    const protocols = ['binary', `cyberdesk.grant.${grant.token}`];
    const socket = new WebSocket(grant.websocketUrl, protocols);
    const isShown = (): boolean => this.#current === connection;
    const screen = this.#options.openScreen(socket, {
      onReady: () => this.#ready(connection),
      onClipboard: (text) => isShown() && this.#options.onClipboard?.(text),
      onSize: (size) => isShown() && this.#options.onSize?.(size),
      onTooLong: () => isShown() && this.#options.onTooLong?.(),
      bringsAlong: () => this.#options.bringsAlong?.() ?? true,
    });
    const timer = setTimeout(() => socket.close(), HANDSHAKE_MS);
    const connection = { socket, screen, timer };
    socket.addEventListener('close', ({ code, reason }) => this.#lost(connection, code, reason));
    return connection;
  }

  #ready(connection: Connection): void {
    if (connection !== this.#next) return;
    clearTimeout(connection.timer);
    const before = this.#current;
    const { screen } = connection;
    screen.setViewOnly(this.#viewOnly);
    screen.setSizing(this.#sizing);
    if (before?.screen.hasFocus()) screen.focus();
    this.#current = connection;
    this.#next = undefined;
    this.#drop(before);
    this.#connectedAt = Date.now();
    this.#renewAt((this.#grant?.expiresAt ?? 0) - RENEW_BEFORE_MS);
    this.#set({ phase: 'connected' });
  }

  #renewAt(time: number): void {
    clearTimeout(this.#renewal);
    const wait = Math.min(MAX_TIMER_MS, Math.max(1_000, time - Date.now()));
    this.#renewal = setTimeout(() => void this.#open(), wait);
  }

  #lost(connection: Connection, code: number, reason: string): void {
    const isCurrent = connection === this.#current;
    if (!isCurrent && connection !== this.#next) return;
    this.#drop(connection);
    if (code === GRANT_ENDED) this.#grant = undefined;
    if (isCurrent) this.#current = undefined;
    else this.#next = undefined;
    if (isCurrent && Date.now() - this.#connectedAt > STABLE_MS) this.#failures = 0;
    // A renewal that failed while the old connection still works is only tried again.
    if (this.#current) return this.#pauseBeside();
    if (this.#next) return this.#set({ phase: 'connecting' });
    this.#pause(reason || 'the connection was lost');
  }

  #refused(error: unknown): void {
    if (this.#current) return this.#pauseBeside();
    if (this.#options.isFinal(error)) return this.#set({ phase: 'ended', error });
    this.#pause(error instanceof Error ? error.message : 'the live view was refused');
  }

  #pauseBeside(): void {
    this.#renewAt(Date.now() + this.#nextPause());
  }

  #pause(why: string): void {
    const pause = this.#nextPause();
    this.#timer = setTimeout(this.connect, pause);
    this.#set({ phase: 'waiting', retryAt: Date.now() + pause, why });
  }

  #nextPause(): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    this.#failures += 1;
    return longest * (0.5 + Math.random() / 2);
  }

  #drop(connection: Connection | undefined): void {
    if (!connection) return;
    clearTimeout(connection.timer);
    connection.screen.close();
    connection.socket.close();
  }

  #set(state: LiveState): void {
    if (this.#closed) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
