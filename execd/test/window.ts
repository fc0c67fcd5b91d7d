import { setTimeout as delay } from 'node:timers/promises';
import type { Rectangle, XEvent } from 'x11';
import { connect } from '../src/system/x11/connect.ts';
import type { Link } from '../src/system/x11/link.ts';
import { codePointOf } from '../src/system/input/keysyms.ts';

const KEY_EVENTS = 0x1 | 0x2;
const BUTTON_EVENTS = 0x4 | 0x8;
const MOTION_EVENTS = 0x40;
const ATOM = 4;
const SUBSTRUCTURE = 0x80000 | 0x100000;

export interface WindowOptions {
  /** Answer `_NET_WM_PING` as real programs do. */
  pings: boolean;
  /** Work that the program does for each event, as a slow one would. */
  slowMs?: number;
  color?: number;
}

/** A program with one window over the whole screen that writes down what a toolkit would make of its events. */
export class TestWindow {
  text = '';
  readonly events: string[] = [];
  readonly link: Link;
  readonly id: number;
  #keymap: number[][] = [];
  #queue: XEvent[] = [];
  #working = false;
  #context = 0;
  #options: WindowOptions;
  #atoms = { protocols: 0, ping: 0 };

  private constructor(link: Link, options: WindowOptions) {
    this.link = link;
    this.id = link.client.AllocID();
    this.#options = options;
  }

  static async open(display: number, options: WindowOptions): Promise<TestWindow> {
    const link = await connect(display, () => undefined);
    const window = new TestWindow(link, options);
    await window.#show();
    return window;
  }

  /** Waits until every event so far has been handled and nothing new came for a moment. */
  async settled(): Promise<void> {
    await this.link.sync();
    do await delay(30);
    while (this.#working || this.#queue.length > 0);
  }

  /** Draws a rectangle in one colour; `paint` waits until the server has done it. */
  draw({ x, y, width, height }: Rectangle, color: number): void {
    const { client } = this.link;
    client.ChangeGC(this.#context, { foreground: color & 0xffffff });
    client.PolyFillRectangle(this.id, this.#context, [x, y, width, height]);
  }

  async paint(region: Rectangle, color: number): Promise<void> {
    this.draw(region, color);
    await this.link.sync();
  }

  close(): void {
    this.link.close();
  }

  async #show(): Promise<void> {
    const { client, root } = this.link;
    const atom = (name: string) => this.link.call<number>((d) => client.InternAtom(false, name, d));
    this.#atoms = { protocols: await atom('WM_PROTOCOLS'), ping: await atom('_NET_WM_PING') };
    const eventMask = KEY_EVENTS | BUTTON_EVENTS | MOTION_EVENTS;
    const values = { backgroundPixel: this.#options.color ?? 0xffffff, eventMask };
    client.CreateWindow(this.id, root, 0, 0, 4000, 4000, 0, 0, 1, 0, values);
    if (this.#options.pings) {
      const list = Buffer.alloc(4);
      list.writeUInt32LE(this.#atoms.ping);
      client.ChangeProperty(0, this.id, this.#atoms.protocols, ATOM, 32, list);
    }
    this.#context = client.AllocID();
    client.CreateGC(this.#context, this.id, {});
    client.MapWindow(this.id);
    client.SetInputFocus(this.id, 1);
    await this.#readKeymap();
    this.link.onEvent((event) => this.#take(event));
    await this.link.sync();
  }

  async #readKeymap(): Promise<void> {
    const { min, max } = this.link.keycodes;
    this.#keymap = await this.link.call((d) =>
      this.link.client.GetKeyboardMapping(min, max - min + 1, d),
    );
  }

  #take(event: XEvent): void {
    this.#queue.push(event);
    if (!this.#working) void this.#work().catch((error: unknown) => this.#fail(error));
  }

  /** Events are handled in order, one after the other: a mapping is fetched when its event is met, not before. */
  async #work(): Promise<void> {
    this.#working = true;
    for (let event = this.#queue.shift(); event; event = this.#queue.shift()) {
      if (this.#options.slowMs) await delay(this.#options.slowMs);
      await this.#handle(event);
    }
    this.#working = false;
  }

  /** A closed window has nothing more to handle. */
  #fail(error: unknown): void {
    if (this.link.alive) throw error;
  }

  async #handle(event: XEvent): Promise<void> {
    if (event.name === 'MappingNotify') await this.#readKeymap();
    else if (event.name === 'ClientMessage') this.#pong(event);
    else if (event.name === 'KeyPress') this.#key(event);
    else if (event.name !== 'MotionNotify') this.events.push(`${event.name} ${event.keycode}`);
    if (event.name === 'MotionNotify') this.events.push(`Motion ${event.x},${event.y}`);
  }

  #pong(event: XEvent): void {
    const { client, root } = this.link;
    const { protocols } = this.#atoms;
    client.SendClientMessage(root, root, protocols, 32, event.data, SUBSTRUCTURE);
  }

  #key(event: XEvent): void {
    const row = this.#keymap[event.keycode - this.link.keycodes.min] ?? [];
    const keysym = row[event.buttons & 1 ? 1 : 0] ?? 0;
    this.events.push(`KeyPress ${keysym.toString(16)} state ${event.buttons & 0xff}`);
    if (keysym === 0xff0d) this.text += '\n';
    else if (keysym === 0xff09) this.text += '\t';
    else if (keysym < 0xfd00 || keysym >= 0x01000000) {
      const point = codePointOf(keysym);
      this.text += point === undefined ? '?' : withLock(String.fromCodePoint(point), event.buttons);
    }
  }
}

/** Caps Lock turns letters round, as a toolkit does it. */
function withLock(character: string, state: number): string {
  if ((state & 2) === 0) return character;
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}
