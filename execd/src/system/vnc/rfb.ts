import { Pressed } from './pressed.ts';

export class RfbError extends Error {}

/** Longest clipboard text, and longest message of any kind, that is taken in one piece. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_ENCODINGS = 1024;
const VERSION = 'RFB 003.008\n';
const SECURITY_NONE = 1;
const SHARED = Buffer.from([1]);

interface MessageKind {
  /** Length of the fixed part, which tells the whole length. */
  head: number;
  length(head: Buffer): number;
  /** True for what acts on the desktop: a viewer's is dropped. */
  acts: boolean;
}

const fixed = (length: number, acts: boolean): MessageKind => ({
  head: length,
  length: () => length,
  acts,
});

/** What a client did to the desktop. */
export type Act = 'key' | 'pointer' | 'press' | 'clipboard' | 'resize';

/** Client messages of RFB 3.8 and the extensions that Xtigervnc offers. */
const KINDS: Record<number, MessageKind> = {
  0: fixed(20, false), // SetPixelFormat
  2: {
    head: 4,
    length: (head) => 4 + 4 * atMost(head.readUInt16BE(2), MAX_ENCODINGS),
    acts: false,
  },
  3: fixed(10, false), // FramebufferUpdateRequest
  4: fixed(8, true), // KeyEvent
  5: fixed(6, true), // PointerEvent
  // ClientCutText: a negative length announces the extended clipboard.
  6: { head: 8, length: (head) => 8 + Math.abs(head.readInt32BE(4)), acts: true },
  150: fixed(10, false), // EnableContinuousUpdates
  248: { head: 9, length: (head) => 9 + atMost(head.readUInt8(8), 64), acts: false }, // Fence
  251: { head: 8, length: (head) => 8 + 16 * head.readUInt8(6), acts: true }, // SetDesktopSize
};
/** In the first byte of the flags of an extended clipboard's message; what a client can do carries all of them. */
const EXTENDED_CAPABILITIES = 0x01;
const EXTENDED_PROVIDE = 0x10;
const QEMU = 255;
const QEMU_KEY = 0;

function atMost(value: number, limit: number): number {
  if (value > limit) throw new RfbError('a message has too many parts');
  return value;
}

/**
 * Reads what a client sends and lets through only what it may do now. A message that is not known here closes the
 * connection: its length, and so the start of the next one, cannot be known.
 */
export class ClientFilter {
  #mayAct: () => boolean;
  #pressed = new Pressed();
  #pending: Buffer = Buffer.alloc(0);
  #stage: 'version' | 'security' | 'init' | 'messages' = 'version';

  #onAct: (act: Act) => void;

  constructor(mayAct: () => boolean, onAct: (act: Act) => void = () => undefined) {
    this.#mayAct = mayAct;
    this.#onAct = onAct;
  }

  /** Takes bytes from the client and returns those that may go to the server. */
  push(chunk: Buffer): Buffer {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const passed: Buffer[] = [];
    for (let message = this.#next(); message; message = this.#next()) passed.push(message);
    return passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  }

  /** What lets go of the keys and buttons that this client holds down, when it may no longer act. */
  letGo(): Buffer {
    return this.#mayAct() ? Buffer.alloc(0) : this.#pressed.release();
  }

  /** The next whole message as it goes on (empty when dropped), or undefined when more bytes are needed. */
  #next(): Buffer | undefined {
    if (this.#stage === 'messages') return this.#message();
    if (this.#stage === 'version') return this.#version();
    const byte = this.#take(1);
    if (!byte) return undefined;
    if (this.#stage === 'security') {
      if (byte[0] !== SECURITY_NONE) throw new RfbError('only security type None is offered');
      this.#stage = 'init';
      return byte;
    }
    this.#stage = 'messages';
    // Always shared: a client that asks to be alone would throw everybody else out.
    return SHARED;
  }

  #version(): Buffer | undefined {
    const version = this.#take(VERSION.length);
    if (!version) return undefined;
    if (version.toString('latin1') !== VERSION) throw new RfbError('only RFB 3.8 is spoken here');
    this.#stage = 'security';
    return version;
  }

  #message(): Buffer | undefined {
    const type = this.#pending[0];
    if (type === undefined) return undefined;
    const kind = type === QEMU ? this.#qemu() : KINDS[type];
    if (kind === null) return undefined;
    if (!kind) throw new RfbError(`message type ${type} is not known`);
    if (this.#pending.length < kind.head) return undefined;
    const length = kind.length(this.#pending);
    if (length > MAX_MESSAGE_BYTES) throw new RfbError('a message is too long');
    const message = this.#take(length);
    if (!message) return undefined;
    if (!kind.acts) return message;
    return this.#mayAct() ? this.#acted(message) : Buffer.alloc(0);
  }

  #acted(message: Buffer): Buffer {
    this.#pressed.note(message);
    const act = actOf(message);
    if (act) this.#onAct(act);
    return message;
  }

  /** QEMU's messages tell themselves apart by a second byte; only its key event is known here. */
  #qemu(): MessageKind | undefined | null {
    if (this.#pending.length < 2) return null;
    return this.#pending[1] === QEMU_KEY ? fixed(12, true) : undefined;
  }

  #take(length: number): Buffer | undefined {
    if (this.#pending.length < length) return undefined;
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return taken;
  }
}

/** Releases of keys and buttons are the other half of their presses, and not told apart from moving. */
function actOf(message: Buffer): Act | undefined {
  switch (message[0]) {
    case 4:
      return message[1] === 0 ? undefined : 'key';
    case QEMU:
      return message[3] === 0 ? undefined : 'key';
    case 5:
      return message[1] === 0 ? 'pointer' : 'press';
    case 6:
      return givesText(message) ? 'clipboard' : undefined;
    default:
      return message[0] === 251 ? 'resize' : undefined;
  }
}

/** Of the extended clipboard's messages all but one only agree on what there is: at each start of a viewer, too. */
function givesText(message: Buffer): boolean {
  if (message.readInt32BE(4) >= 0) return true;
  const flags = message.readUInt8(8);
  return (flags & (EXTENDED_CAPABILITIES | EXTENDED_PROVIDE)) === EXTENDED_PROVIDE;
}
