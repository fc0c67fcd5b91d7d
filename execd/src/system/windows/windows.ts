import { setTimeout as delay } from 'node:timers/promises';
import type { Window } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Link } from '../x11/link.ts';
import { describeWindow } from './describe.ts';
import { Ewmh, FROM_PAGER } from './ewmh.ts';

const MAX_WINDOWS = 500;
/** A window manager does what it is asked within this time, or not at all. */
const DONE_MS = 1500;
const LOOK_MS = 15;
const ICONIC = 3;
const REMOVE = 0;
const ADD = 1;
const STATIC_GRAVITY = 10;
const NORTH_WEST_GRAVITY = 1;
const HAS_POSITION = 0x300;
const HAS_SIZE = 0xc00;

/** Windows of the screen. */
export class Windows {
  #link: () => Promise<Link>;
  #ewmh: Ewmh | undefined;

  constructor(link: () => Promise<Link>) {
    this.#link = link;
  }

  /** The one in front first. */
  async list(): Promise<Window[]> {
    const ewmh = await this.#open();
    const [ids, active] = await Promise.all([this.#ids(ewmh), this.#active(ewmh)]);
    const found = await Promise.all(ids.map((id) => describeWindow(ewmh, id, active)));
    return found.filter((window) => window !== undefined);
  }

  /** The window that has the keyboard. */
  async focused(): Promise<Window | undefined> {
    const ewmh = await this.#open();
    const active = await this.#active(ewmh);
    return active === 0 ? undefined : describeWindow(ewmh, active, active);
  }

  async focus(id: string): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await ewmh.activate(window);
    return this.#after(id, ({ focused, minimized }) => focused && !minimized);
  }

  async close(id: string): Promise<void> {
    const [ewmh, window] = await this.#find(id);
    await ewmh.close(window);
  }

  async move(id: string, { x, y }: { x: number; y: number }): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await this.#unmaximize(ewmh, window);
    const flags = NORTH_WEST_GRAVITY | HAS_POSITION | (FROM_PAGER << 12);
    await ewmh.ask(window, '_NET_MOVERESIZE_WINDOW', [flags, x >>> 0, y >>> 0]);
    return this.#after(id, ({ region }) => region.x === x && region.y === y);
  }

  async resize(id: string, { width, height }: { width: number; height: number }): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await this.#unmaximize(ewmh, window);
    const flags = STATIC_GRAVITY | HAS_SIZE | (FROM_PAGER << 12);
    const before = await this.#get(ewmh, window);
    await ewmh.ask(window, '_NET_MOVERESIZE_WINDOW', [flags, 0, 0, width, height]);
    const { width: w, height: h } = before.region;
    return this.#after(id, ({ region }) => region.width !== w || region.height !== h, 300);
  }

  async minimize(id: string): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await ewmh.ask(window, 'WM_CHANGE_STATE', [ICONIC]);
    return this.#after(id, ({ minimized }) => minimized);
  }

  async maximize(id: string): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await this.#state(ewmh, window, ADD);
    await ewmh.activate(window);
    return this.#after(id, ({ maximized, minimized }) => maximized && !minimized);
  }

  async restore(id: string): Promise<Window> {
    const [ewmh, window] = await this.#find(id);
    await this.#state(ewmh, window, REMOVE);
    await ewmh.activate(window);
    return this.#after(id, ({ maximized, minimized }) => !maximized && !minimized);
  }

  /** The first window of these processes that was not there before; undefined when none appears in time. */
  async appear(
    known: ReadonlySet<string>,
    isMeant: (window: Window) => boolean,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Window | undefined> {
    const until = performance.now() + timeoutMs;
    while (performance.now() < until && !signal.aborted) {
      const found = (await this.list()).find((window) => !known.has(window.id) && isMeant(window));
      if (found) return found;
      await delay(LOOK_MS * 4, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  async #unmaximize(ewmh: Ewmh, window: number): Promise<void> {
    const { maximized } = await this.#get(ewmh, window);
    if (maximized) await this.#state(ewmh, window, REMOVE);
  }

  #state(ewmh: Ewmh, window: number, change: number): Promise<void> {
    const vertical = ewmh.atoms['_NET_WM_STATE_MAXIMIZED_VERT'];
    const horizontal = ewmh.atoms['_NET_WM_STATE_MAXIMIZED_HORZ'];
    return ewmh.ask(window, '_NET_WM_STATE', [change, vertical, horizontal, FROM_PAGER]);
  }

  /** The window once it is as wanted; as it is when the window manager does not do it. */
  async #after(
    id: string,
    isDone: (window: Window) => boolean,
    timeoutMs = DONE_MS,
  ): Promise<Window> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const [ewmh, number] = await this.#find(id);
      const window = await this.#get(ewmh, number);
      if (isDone(window) || performance.now() > until) return window;
      await delay(LOOK_MS);
    }
  }

  async #get(ewmh: Ewmh, window: number): Promise<Window> {
    const found = await describeWindow(ewmh, window, await this.#active(ewmh));
    if (found) return found;
    throw missing(`0x${window.toString(16)}`);
  }

  async #find(id: string): Promise<[Ewmh, number]> {
    const ewmh = await this.#open();
    const window = Number(id);
    if ((await this.#ids(ewmh)).includes(window)) return [ewmh, window];
    throw missing(id);
  }

  /** Some window managers tell the order of stacking only once it has changed. */
  async #ids(ewmh: Ewmh): Promise<number[]> {
    const { root } = ewmh.link;
    const [stacked, all, active] = await Promise.all([
      ewmh.numbers(root, '_NET_CLIENT_LIST_STACKING'),
      ewmh.numbers(root, '_NET_CLIENT_LIST'),
      this.#active(ewmh),
    ]);
    const known = new Set(all);
    const front = known.has(active) ? [active] : [];
    const inOrder = [...front, ...stacked.toReversed(), ...all.toReversed()];
    return [...new Set(inOrder)].filter((id) => known.has(id)).slice(0, MAX_WINDOWS);
  }

  async #active(ewmh: Ewmh): Promise<number> {
    const [active = 0] = await ewmh.numbers(ewmh.link.root, '_NET_ACTIVE_WINDOW');
    return active;
  }

  async #open(): Promise<Ewmh> {
    const link = await this.#link();
    if (this.#ewmh?.link !== link) this.#ewmh = await Ewmh.open(link);
    return this.#ewmh;
  }
}

function missing(id: string): Fault {
  return new Fault('windowNotFound', `There is no window ${id}: it was closed. List the windows.`);
}
