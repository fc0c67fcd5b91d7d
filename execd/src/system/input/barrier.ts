import { setTimeout as delay } from 'node:timers/promises';
import type { XEvent } from 'x11';
import type { Link } from '../x11/link.ts';

/** For windows that do not answer pings: enough for a toolkit to fetch the mapping. */
const BLIND_WAIT_MS = 40;
/** A program that hangs longer than this is not waited for. */
const PING_TIMEOUT_MS = 3000;
const SUBSTRUCTURE_NOTIFY = 0x80000;
const MAX_DEPTH = 16;

interface Atoms {
  protocols: number;
  ping: number;
}

/**
 * Waits until the program with the focus has read every event sent to it so far. Window managers ask a program for a
 * sign of life by `_NET_WM_PING`; its answer follows all earlier key events, which makes it an exact barrier.
 */
export class Barrier {
  #link: Link;
  #atoms: Promise<Atoms>;
  #serial = 1;

  constructor(link: Link) {
    this.#link = link;
    this.#atoms = this.#prepare();
    this.#atoms.catch(() => undefined);
  }

  async wait(): Promise<void> {
    await this.#link.sync();
    const window = await this.#pingable().catch(() => undefined);
    if (window === undefined) await delay(BLIND_WAIT_MS);
    else await this.#ping(window);
  }

  async #prepare(): Promise<Atoms> {
    const { client, root } = this.#link;
    client.ChangeWindowAttributes(root, { eventMask: SUBSTRUCTURE_NOTIFY });
    const atom = (name: string) =>
      this.#link.call<number>((done) => client.InternAtom(false, name, done));
    return { protocols: await atom('WM_PROTOCOLS'), ping: await atom('_NET_WM_PING') };
  }

  /** The focused window or the nearest of its parents that announces the ping protocol. */
  async #pingable(): Promise<number | undefined> {
    const { client } = this.#link;
    const { focus } = await this.#link.call<{ focus: number }>((d) => client.GetInputFocus(d));
    let window = focus;
    for (let depth = 0; depth < MAX_DEPTH && window > 1; depth++) {
      if (window === this.#link.root) return undefined;
      if (await this.#answersPings(window)) return window;
      const at = window;
      window = (await this.#link.call<{ parent: number }>((d) => client.QueryTree(at, d))).parent;
    }
    return undefined;
  }

  async #answersPings(window: number): Promise<boolean> {
    const { protocols, ping } = await this.#atoms;
    const property = await this.#link.call<{ data: Buffer }>((done) =>
      this.#link.client.GetProperty(0, window, protocols, 0, 0, 32, done),
    );
    for (let at = 0; at + 4 <= property.data.length; at += 4) {
      if (property.data.readUInt32LE(at) === ping) return true;
    }
    return false;
  }

  async #ping(window: number): Promise<void> {
    const { protocols, ping } = await this.#atoms;
    const serial = this.#serial++;
    const answered = Promise.withResolvers<void>();
    const off = this.#link.onEvent((event: XEvent) => {
      const isAnswer = event.name === 'ClientMessage' && event.message_type === protocols;
      if (isAnswer && event.data[0] === ping && event.data[1] === serial) answered.resolve();
    });
    const timer = setTimeout(answered.resolve, PING_TIMEOUT_MS);
    // Mask 0 delivers to the window's own program; it answers by sending the message to the root.
    this.#link.client.SendClientMessage(window, window, protocols, 32, [ping, serial, window], 0);
    await answered.promise;
    clearTimeout(timer);
    off();
  }
}
