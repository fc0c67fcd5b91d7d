import { once } from 'node:events';
import WebSocket from 'ws';

/** A minimal RFB 3.8 viewer over a WebSocket: enough to see frames, move the pointer and press keys. */
export class Viewer {
  readonly socket: WebSocket;
  width = 0;
  height = 0;
  #buffer: Buffer = Buffer.alloc(0);
  #wake: (() => void) | undefined;
  #closed: string | undefined;

  /** Opens the socket with a grant; `handshake` must follow. */
  constructor(websocketUrl: string, token: string) {
    this.socket = new WebSocket(websocketUrl, ['binary', `cyberdesk.grant.${token}`]);
    this.socket.binaryType = 'nodebuffer';
    this.socket.on('message', (data) => {
      this.#buffer = Buffer.concat([this.#buffer, data as Buffer]);
      this.#wake?.();
    });
    this.socket.on('close', (code) => this.#end(`closed with ${code}`));
    this.socket.on('error', (error) => this.#end(error.message));
  }

  #end(reason: string): void {
    this.#closed ??= reason;
    this.#wake?.();
  }

  /** Why the socket ended, or undefined while it is open. */
  get ended(): string | undefined {
    return this.#closed;
  }

  async #read(length: number): Promise<Buffer> {
    while (this.#buffer.length < length) {
      if (this.#closed) throw new Error(`the live view ended: ${this.#closed}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const bytes = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return bytes;
  }

  /** Agrees on RFB 3.8 without password and on raw 32-bit pixels. */
  async handshake(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    await this.#read(12);
    this.socket.send(Buffer.from('RFB 003.008\n'));
    const [count = 0] = await this.#read(1);
    await this.#read(count);
    this.socket.send(Buffer.from([1]));
    await this.#read(4);
    this.socket.send(Buffer.from([1]));
    const init = await this.#read(24);
    this.width = init.readUInt16BE(0);
    this.height = init.readUInt16BE(2);
    await this.#read(init.readUInt32BE(20));
    const format = Buffer.from([
      0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0,
    ]);
    this.socket.send(format);
    this.socket.send(Buffer.from([2, 0, 0, 1, 0, 0, 0, 0]));
    return this;
  }

  /**
   * Asks for a frame, or for its first `size` pixels each way; an incremental one arrives only when something changed.
   * Returns the number of rectangles.
   */
  async frame(incremental: boolean, size?: number): Promise<number> {
    const ask = Buffer.alloc(10);
    ask.writeUInt8(3, 0);
    ask.writeUInt8(incremental ? 1 : 0, 1);
    ask.writeUInt16BE(size ?? this.width, 6);
    ask.writeUInt16BE(size ?? this.height, 8);
    this.socket.send(ask);
    return this.#update();
  }

  async #update(): Promise<number> {
    const [type] = await this.#read(1);
    if (type === 2) return this.#update();
    if (type === 3) {
      const head = await this.#read(7);
      await this.#read(head.readUInt32BE(3));
      return this.#update();
    }
    if (type !== 0) throw new Error(`unexpected RFB message ${type}`);
    const rectangles = (await this.#read(3)).readUInt16BE(1);
    for (let i = 0; i < rectangles; i += 1) {
      const rectangle = await this.#read(12);
      await this.#read(rectangle.readUInt16BE(4) * rectangle.readUInt16BE(6) * 4);
    }
    return rectangles;
  }

  /** Moves the pointer; `buttons` is RFB's mask. */
  pointer(x: number, y: number, buttons = 0): void {
    const event = Buffer.alloc(6);
    event.writeUInt8(5, 0);
    event.writeUInt8(buttons, 1);
    event.writeUInt16BE(x, 2);
    event.writeUInt16BE(y, 4);
    this.socket.send(event);
  }

  /** Presses or releases a key by its X keysym. */
  key(keysym: number, down: boolean): void {
    const event = Buffer.alloc(8);
    event.writeUInt8(4, 0);
    event.writeUInt8(down ? 1 : 0, 1);
    event.writeUInt32BE(keysym, 4);
    this.socket.send(event);
  }

  close(): void {
    this.socket.close();
  }
}
