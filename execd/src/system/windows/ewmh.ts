import { atoms } from '../x11/atoms.ts';
import type { Link } from '../x11/link.ts';

const NAMES = [
  '_NET_CLIENT_LIST',
  '_NET_CLIENT_LIST_STACKING',
  '_NET_ACTIVE_WINDOW',
  '_NET_CLOSE_WINDOW',
  '_NET_MOVERESIZE_WINDOW',
  '_NET_FRAME_EXTENTS',
  '_NET_WM_NAME',
  '_NET_WM_PID',
  '_NET_WM_STATE',
  '_NET_WM_STATE_HIDDEN',
  '_NET_WM_STATE_MAXIMIZED_VERT',
  '_NET_WM_STATE_MAXIMIZED_HORZ',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DOCK',
  'WM_NAME',
  'WM_CLASS',
  'WM_CHANGE_STATE',
] as const;

export type Name = (typeof NAMES)[number];

/** Requests come from a pager, which a window manager obeys where it would doubt a program. */
const FROM_PAGER = 2;
const ANY_TYPE = 0;
const MAX_LONGS = 16_384;

/** Reads what windows say of themselves and asks the window manager, by the standard (EWMH). */
export class Ewmh {
  readonly link: Link;
  readonly atoms: Record<Name, number>;

  private constructor(link: Link, numbers: Record<Name, number>) {
    this.link = link;
    this.atoms = numbers;
  }

  static async open(link: Link): Promise<Ewmh> {
    return new Ewmh(link, await atoms(link, NAMES));
  }

  /** Bytes of a property; empty when the window has none or is gone. */
  async bytes(window: number, name: Name): Promise<Buffer> {
    const { client } = this.link;
    const property = this.link.call<{ data: Buffer }>((done) =>
      client.GetProperty(0, window, this.atoms[name], ANY_TYPE, 0, MAX_LONGS, done),
    );
    return property.then(
      ({ data }) => data,
      (error: unknown) => this.#gone(error),
    );
  }

  /** Numbers of a property: windows, atoms or counts. */
  async numbers(window: number, name: Name): Promise<number[]> {
    const bytes = await this.bytes(window, name);
    return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4));
  }

  /** Asks the window manager for something about a window. */
  async ask(window: number, message: Name, data: readonly number[]): Promise<void> {
    const { client, root } = this.link;
    client.SendClientMessage(
      root,
      window,
      this.atoms[message],
      32,
      [...data, 0, 0, 0, 0, 0].slice(0, 5),
    );
    await this.link.sync();
  }

  activate(window: number): Promise<void> {
    return this.ask(window, '_NET_ACTIVE_WINDOW', [FROM_PAGER]);
  }

  close(window: number): Promise<void> {
    return this.ask(window, '_NET_CLOSE_WINDOW', [0, FROM_PAGER]);
  }

  /** A dead window is no error of the connection. */
  #gone(error: unknown): Buffer {
    if (!this.link.alive) throw error;
    return Buffer.alloc(0);
  }
}

export { FROM_PAGER };
