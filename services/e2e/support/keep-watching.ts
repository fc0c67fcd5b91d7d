import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { Viewer } from './rfb.ts';

/** A live view that comes back whenever it is cut, with the same token. */
export interface Watch {
  /** Milliseconds from each cut to the first pixels after it. */
  gaps: number[];
  /** Close codes of the cuts. */
  codes: number[];
  /** Why it gave up. */
  lost: string | undefined;
  /** Resolves when the view shows something and nothing is under way; then it is closed. */
  settled(): Promise<void>;
}

const tries = 40;
/** A corner is enough to know that there is a picture. */
const cornerPixels = 8;

export const keepWatching = async (url: string, token: string): Promise<Watch> => {
  const watch = new Watching(url, token);
  await watch.show();
  void watch.keep();
  return watch;
};

class Watching implements Watch {
  readonly gaps: number[] = [];
  readonly codes: number[] = [];
  lost: string | undefined;
  readonly #url: string;
  readonly #token: string;
  #viewer: Viewer | undefined;
  #showing: Promise<unknown> = Promise.resolve();
  #closing = false;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async show(): Promise<void> {
    const viewer = new Viewer(this.#url, this.#token);
    await viewer.handshake();
    await viewer.frame(false, cornerPixels);
    this.#viewer = viewer;
  }

  async keep(): Promise<void> {
    while (!this.#closing && this.lost === undefined && this.#viewer) {
      const { socket } = this.#viewer;
      const [code] =
        socket.readyState === WebSocket.CLOSED
          ? [1006]
          : ((await once(socket, 'close')) as [number]);
      if (this.#closing) return;
      this.codes.push(code);
      this.#showing = this.#comeBack();
      await this.#showing;
    }
  }

  async #comeBack(): Promise<void> {
    const cutAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.show();
        this.gaps.push(Math.round(performance.now() - cutAt));
        return;
      } catch (error) {
        if (attempt === tries) return void (this.lost = String(error));
        await delay(Math.min(50 * (attempt + 1), 500) * (0.5 + Math.random()));
      }
    }
  }

  async settled(): Promise<void> {
    await this.#showing;
    this.#closing = true;
    this.#viewer?.close();
  }
}
