import type { CreatedStream } from 'cyberdesk';

/** Where a live view stands. */
export type ViewStatus = 'connecting' | 'connected' | 'reconnecting' | 'refused';

/** An open connection to a screen. */
export interface Screen {
  viewOnly: boolean;
  focus(): void;
  paste(text: string): void;
  close(): void;
}

/** What a screen tells. */
export interface ScreenEvents {
  onOpen(): void;
  onClose(): void;
  onClipboard(text: string): void;
}

export interface ControllerOptions {
  /** Makes a grant; rejects when none can be had. */
  grant: () => Promise<CreatedStream>;
  revoke: (streamId: string) => Promise<void>;
  open: (grant: CreatedStream, events: ScreenEvents) => Promise<Screen>;
  onStatus: (status: ViewStatus, problem?: unknown) => void;
  onClipboard: (text: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps a live view open: each connection has a grant of its own, which is revoked when it ends, and a connection
 * that breaks is made again with growing pauses. A refused grant ends it: asking again would not help.
 */
export class LiveViewController {
  #options: ControllerOptions;
  #screen: Screen | undefined;
  #grant: CreatedStream | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;
  #viewOnly: boolean;

  constructor(options: ControllerOptions, viewOnly: boolean) {
    this.#options = options;
    this.#viewOnly = viewOnly;
  }

  start(): void {
    this.#options.onStatus('connecting');
    void this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#screen?.close();
    this.#release();
  }

  /** Connects anew at once. */
  reconnect(): void {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#screen?.close();
    this.#release();
    this.#options.onStatus('connecting');
    void this.#connect();
  }

  setViewOnly(viewOnly: boolean): void {
    this.#viewOnly = viewOnly;
    if (this.#screen) this.#screen.viewOnly = viewOnly;
  }

  focus(): void {
    this.#screen?.focus();
  }

  /** Puts a text on the desktop's clipboard. */
  paste(text: string): void {
    this.#screen?.paste(text);
  }

  async #connect(): Promise<void> {
    try {
      const grant = await this.#options.grant();
      this.#grant = grant;
      if (this.#stopped) return this.#release();
      const isMine = (): boolean => this.#grant === grant && !this.#stopped;
      const screen = await this.#options.open(grant, {
        onOpen: () => isMine() && this.#opened(),
        onClose: () => isMine() && this.#retry(),
        onClipboard: (text) => isMine() && this.#options.onClipboard(text),
      });
      if (!isMine()) return screen.close();
      screen.viewOnly = this.#viewOnly;
      this.#screen = screen;
    } catch (error) {
      if (!this.#stopped) this.#failed(error);
    }
  }

  #opened(): void {
    this.#failures = 0;
    this.#options.onStatus('connected');
  }

  #failed(error: unknown): void {
    const status = (error as { status?: number }).status ?? 0;
    const isRefused = status >= 400 && status < 500 && status !== 429;
    if (isRefused) this.#options.onStatus('refused', error);
    else this.#retry();
  }

  #retry(): void {
    this.#release();
    this.#options.onStatus('reconnecting');
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#connect(), pause * (0.5 + Math.random() / 2));
  }

  /** A grant that nobody uses any more should open nothing. */
  #release(): void {
    const grant = this.#grant;
    this.#grant = undefined;
    this.#screen = undefined;
    if (grant) void this.#options.revoke(grant.stream.id).catch(() => undefined);
  }
}
