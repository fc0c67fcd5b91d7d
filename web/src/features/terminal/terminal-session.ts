/** Leave to reach the sockets of one desktop. */
export interface DesktopGrant {
  /** WebSocket address of the desktop, without a path inside it. */
  baseUrl: string;
  token: string;
}

/** How many characters the terminal shows. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** Where a terminal stands. */
export type TerminalState =
  | { phase: 'connecting' }
  | { phase: 'connected' }
  /** It broke; the next attempt begins at `retryAt`. The command goes on meanwhile. */
  | { phase: 'waiting'; retryAt: number; why: string }
  /** The command has ended. */
  | { phase: 'ended'; how: string }
  /** No attempt would help. */
  | { phase: 'failed'; error: unknown };

export interface TerminalSessionOptions {
  commandId: string;
  /** Output before this is not shown. */
  offset: number;
  grant: () => Promise<DesktopGrant>;
  /** The gateway refused the grant, or its time is over: the next must be a new one. */
  forgetGrant: () => void;
  onOutput: (bytes: Uint8Array) => void;
  /** True for errors that would come again: no such desktop, signed out. */
  isFinal: (error: unknown) => boolean;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const HANDSHAKE_MS = 20_000;
/** The gateway's code for a grant that has expired or was revoked. */
const GRANT_ENDED = 4401;
/** Input that waits for a connection that stopped taking it; beyond it the connection is no good. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/**
 * Attached to one command that runs in a terminal, until it ends: a connection that breaks is made again where the
 * output was left. Leaving it does not end the command.
 */
export class TerminalSession {
  #options: TerminalSessionOptions;
  #offset: number;
  #state: TerminalState = { phase: 'connecting' };
  #writes = true;
  #listeners = new Set<() => void>();
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #size: TerminalSize | undefined;
  #failures = 0;
  /** Counts attempts, so that an answer to one that was given up is not taken. */
  #attempt = 0;
  #closed = false;

  constructor(options: TerminalSessionOptions) {
    this.#options = options;
    this.#offset = options.offset;
  }

  get state(): TerminalState {
    return this.#state;
  }

  /** False when somebody else has taken the keyboard. */
  get writes(): boolean {
    return this.#writes;
  }

  /** Calls back at every change; returns how to stop it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Connects, at once: also what a person does who does not want to wait for the next attempt. */
  readonly connect = (): void => {
    if (this.#closed || this.#socket) return;
    this.#set({ phase: 'connecting' });
    void this.#open();
  };

  /** Takes the keyboard from whoever else is attached. */
  readonly takeOver = (): void => {
    this.#writes = true;
    this.#drop();
    this.connect();
  };

  readonly write = (bytes: Uint8Array<ArrayBuffer>): void => {
    if (this.#state.phase !== 'connected' || !this.#socket) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return this.#socket.close();
    this.#socket.send(bytes);
  };

  readonly resize = (size: TerminalSize): void => {
    this.#size = size;
    this.#tellSize();
  };

  /** Leaves the command alone. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
    this.#listeners.clear();
  }

  async #open(): Promise<void> {
    const attempt = (this.#attempt += 1);
    clearTimeout(this.#timer);
    try {
      const grant = await this.#options.grant();
      if (attempt === this.#attempt) this.#listen(new WebSocket(...this.#address(grant)));
    } catch (error) {
      if (attempt === this.#attempt) this.#refused(error);
    }
  }

  #address({ baseUrl, token }: DesktopGrant): [string, string[]] {
    const query = `offset=${this.#offset}&takeOver=${this.#writes}`;
    const url = `${baseUrl}/commands/${this.#options.commandId}/attach?${query}`;
    return [url, ['binary', `cyberdesk.grant.${token}`]];
  }

  #listen(socket: WebSocket): void {
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    const timer = setTimeout(() => socket.close(), HANDSHAKE_MS);
    let hasOpened = false;
    socket.addEventListener('open', () => {
      hasOpened = true;
      clearTimeout(timer);
      this.#tellSize();
    });
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (socket !== this.#socket) return;
      if (typeof data === 'string') this.#told(data);
      else this.#output(new Uint8Array(data));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      clearTimeout(timer);
      if (socket !== this.#socket) return;
      this.#socket = undefined;
      // A refused handshake tells nothing but that: a grant that is no longer good is one of its reasons.
      if (code === GRANT_ENDED || !hasOpened) this.#options.forgetGrant();
      this.#pause(reason || 'the connection was lost');
    });
  }

  #output(bytes: Uint8Array): void {
    this.#offset += bytes.length;
    this.#options.onOutput(bytes);
  }

  #told(text: string): void {
    const message = JSON.parse(text) as Record<string, unknown>;
    if (message['type'] === 'offset') {
      this.#offset = Number(message['offset']);
      this.#failures = 0;
      this.#set({ phase: 'connected' });
    } else if (message['type'] === 'refused') {
      this.#writes = false;
      this.#tell();
    } else if (message['type'] === 'end') {
      this.#drop();
      this.#set({ phase: 'ended', how: howItEnded(message) });
    }
  }

  #refused(error: unknown): void {
    if (this.#options.isFinal(error)) return this.#set({ phase: 'failed', error });
    this.#pause(error instanceof Error ? error.message : 'it was refused');
  }

  #pause(why: string): void {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    const pause = longest * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(this.connect, pause);
    this.#set({ phase: 'waiting', retryAt: Date.now() + pause, why });
  }

  /** Whoever may not write does not decide how large it is, either. */
  #tellSize(): void {
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    if (!this.#size || !isOpen || !this.#writes) return;
    this.#socket?.send(JSON.stringify({ type: 'resize', ...this.#size }));
  }

  #drop(): void {
    this.#attempt += 1;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #set(state: TerminalState): void {
    if (this.#closed) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const howItEnded = ({ state, exitCode, signal }: Record<string, unknown>): string => {
  if (state === 'timedOut') return 'its time was over';
  if (typeof exitCode === 'number') return `exit code ${exitCode}`;
  return typeof signal === 'string' ? signal : String(state);
};
