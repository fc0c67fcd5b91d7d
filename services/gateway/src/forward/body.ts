import type { IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { tooLarge, type PassedRequest } from '@cyberdesk/runtime';

/** Bodies up to this length are taken whole: a stream of its own costs more than they do. */
const smallBytes = 64 * 1024;

/** What is sent to execd: nothing, the bytes, or a stream of at most what the contract allows. */
export type Body = Buffer | BoundedBody | null;

/** A body that passes through. It stands between, so that a failure inside does not end the caller's connection. */
class BoundedBody extends Transform {
  readonly #limit: number;
  #total = 0;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#total += chunk.length;
    if (this.#total > this.#limit) done(tooLarge(this.#limit));
    else done(null, chunk);
  }
}

/** The body of a request whose announced length was checked. */
export const bodyOf = (request: PassedRequest): Body | Promise<Buffer> => {
  const { route, incoming } = request;
  const { headers } = incoming;
  const isChunked = headers['transfer-encoding'] !== undefined;
  const length = Number(headers['content-length'] ?? 0);
  if (!route.body || (length === 0 && !isChunked)) return null;
  if (!isChunked && length <= smallBytes) return readWhole(incoming);
  const body = new BoundedBody(route.body.maxBytes);
  incoming.once('close', () => incoming.complete || body.destroy(gone()));
  return incoming.pipe(body);
};

/** The parser of HTTP sees to it that these are as many bytes as announced. */
const readWhole = (incoming: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.once('end', () => {
      const [first = Buffer.alloc(0)] = chunks;
      resolve(chunks.length > 1 ? Buffer.concat(chunks) : first);
    });
    incoming.once('close', () => reject(gone()));
    incoming.once('error', reject);
  });

const gone = (): Error => new Error('The caller went away in the middle of its request.');
