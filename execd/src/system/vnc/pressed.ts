const KEY = 4;
const POINTER = 5;
const QEMU = 255;
/** Left, middle and right stay down; the other bits are wheel notches and thumb buttons. */
const BUTTONS = 0b1000_0111;

/** What one viewer holds down, so that it can be let go when the viewer may no longer act. */
export class Pressed {
  #keys = new Map<string, Buffer>();
  #pointer: Buffer | undefined;

  /** Takes note of a message that went on to the server. */
  note(message: Buffer): void {
    if (message[0] === POINTER) this.#pointer = Buffer.from(message);
    if (message[0] === KEY) this.#key(`key ${message.readUInt32BE(4)}`, message, 1);
    if (message[0] === QEMU) this.#key(`code ${message.readUInt32BE(8)}`, message, 3);
  }

  #key(name: string, message: Buffer, downAt: number): void {
    if (message[downAt] === 0) {
      this.#keys.delete(name);
      return;
    }
    const up = Buffer.from(message);
    up[downAt] = 0;
    this.#keys.set(name, up);
  }

  /** The messages that let go of everything. */
  release(): Buffer {
    const ups = [...this.#keys.values()];
    this.#keys.clear();
    const pointer = this.#pointer;
    if (pointer && ((pointer[1] ?? 0) & BUTTONS) !== 0) {
      pointer[1] = 0;
      ups.push(pointer);
    }
    this.#pointer = undefined;
    return Buffer.concat(ups);
  }
}
