import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** No members. */
export type Empty = Record<string, never>;

/** `Type` with the members that the contract gives a default: after validation they are there. */
export type Filled<Type, Name extends keyof Type> = Type & Required<Pick<Type, Name>>;

/** What a client may send as raw bytes. */
export type BinaryBody = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | Blob;

/** What a handler may answer as raw bytes. */
export type BinaryReply = Uint8Array | ReadableStream<Uint8Array>;

/** One event of a stream. `data` is JSON on the wire. */
export interface ServerEvent<Data> {
  id?: string;
  event?: string;
  data: Data;
}

/** A WebSocket that is not open yet: refuse it by throwing a Problem, or accept it. */
export interface SocketRequest {
  /** The connection below, for who passes whole frames on; absent where there is none, as in a test. */
  readonly stream?: Duplex | undefined;
  /** Subprotocols that the client offers. */
  readonly protocols: readonly string[];
  /**
   * Opens the socket; `protocol` is the subprotocol to answer with. Add listeners right after it: what the client
   * sends first comes at once.
   */
  accept(protocol?: string): Promise<WebSocket>;
}

/** One operation as `routes.gen.ts` types it. */
export interface Operation {
  request: unknown;
  input: unknown;
  result: unknown;
  output: unknown;
}
