import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/** Gets what was read; true keeps the bytes until later, so that they must stay as they are. */
export type Reader = (bytes: Buffer) => boolean;

const bufferBytes = 256 * 1024;

/**
 * A connection that reads into one buffer of its own, because a new one for each read costs more than reading. Until
 * somebody takes its bytes they come as `data`, as from any other connection.
 */
export class OwnBuffer {
  readonly stream: Socket;
  #buffer = Buffer.allocUnsafeSlow(bufferBytes);
  #reader: Reader | undefined;

  constructor(options: TcpNetConnectOpts) {
    const onread = {
      buffer: () => this.#buffer,
      callback: (count: number, bytes: Uint8Array) => this.#take(bytes.subarray(0, count)),
    };
    this.stream = connect({ ...options, onread });
  }

  /** From now on everything that is read goes there alone. */
  divert(reader: Reader): void {
    this.#reader = reader;
  }

  #take({ buffer, byteOffset, length }: Uint8Array): boolean {
    const bytes = Buffer.from(buffer, byteOffset, length);
    if (!this.#reader) this.stream.emit('data', Buffer.from(bytes));
    // The next read goes elsewhere while these bytes wait to be written.
    else if (this.#reader(bytes)) this.#buffer = Buffer.allocUnsafeSlow(bufferBytes);
    return true;
  }
}
