import type { Damage, Done, Fixes, RandR, Shm, XClient, XDisplay, XEvent, XTest } from 'x11';
import { Fault } from '../fault.ts';

/** A server that does not answer within this time counts as gone. */
const CALL_TIMEOUT_MS = 5000;

export interface Extensions {
  xtest: XTest;
  randr: RandR;
  /** Absent when descriptors cannot be passed; capture then reads over the socket. */
  shm: Shm | undefined;
  fixes: Fixes;
  damage: Damage;
}

/** One live connection to the X server. Every call settles: a lost server rejects what is open. */
export class Link {
  readonly client: XClient;
  readonly root: number;
  /** Size of the screen when the connection was made. */
  readonly screenSize: { width: number; height: number };
  readonly keycodes: { min: number; max: number };
  readonly extensions: Extensions;
  #open = new Set<(error: Error) => void>();
  #closed: Error | undefined;
  #closers: (() => void)[] = [];

  constructor(display: XDisplay, extensions: Extensions) {
    this.client = display.client;
    this.root = display.screen[0]?.root ?? 0;
    const { pixel_width: width = 0, pixel_height: height = 0 } = display.screen[0] ?? {};
    this.screenSize = { width, height };
    this.keycodes = { min: display.min_keycode, max: display.max_keycode };
    this.extensions = extensions;
  }

  get alive(): boolean {
    return this.#closed === undefined;
  }

  /** Turns a callback request of the library into a promise. */
  call<T>(issue: (done: Done<T>) => void): Promise<T> {
    const closed = this.#closed;
    if (closed) return Promise.reject(closed);
    return new Promise<T>((resolve, reject) => {
      const settle = (act: () => void): boolean => {
        clearTimeout(timer);
        this.#open.delete(fail);
        act();
        return true;
      };
      const fail = (error: Error) => settle(() => reject(error));
      const timer = setTimeout(() => this.close(unavailable('did not answer')), CALL_TIMEOUT_MS);
      this.#open.add(fail);
      issue((error, value) => (error ? fail(error) : settle(() => resolve(value))));
    });
  }

  /** Round trip: everything sent before has been processed by the server. */
  async sync(): Promise<void> {
    await this.call((done) => this.client.GetInputFocus(done));
  }

  onEvent(listener: (event: XEvent) => void): () => void {
    this.client.on('event', listener);
    return () => this.client.off('event', listener);
  }

  onClose(listener: () => void): void {
    this.#closers.push(listener);
  }

  close(reason: Error = unavailable('is closing')): void {
    if (this.#closed) return;
    this.#closed = reason;
    for (const fail of this.#open) fail(reason);
    this.client.stream.destroy();
    for (const listener of this.#closers) listener();
  }
}

export function unavailable(what: string): Fault {
  return new Fault('screenUnavailable', `The X server ${what}; it is restarted. Try again.`);
}
