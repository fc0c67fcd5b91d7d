import { Transform } from 'node:stream';
import { Fault } from '../../fault.ts';

export interface Bounds {
  /** How many bytes an archive may unpack to, and how many times its own size. */
  bytes: number;
  ratio: number;
  entries: number;
}

export const BOUNDS: Bounds = { bytes: 16 * 1024 ** 3, ratio: 100, entries: 1_000_000 };
/** The smallest archive is mostly padding, which packs better than anything that is a danger. */
const FREE_BYTES = 1024 * 1024;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** Counts what goes into and comes out of the unpacking, and stops it where it grows out of all proportion. */
export class Meter {
  readonly #bounds: Bounds;
  #packed = 0;
  #unpacked = 0;
  #entries = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** Counts the packed bytes. */
  before(): Transform {
    return counter((chunk) => {
      this.#packed += chunk.length;
    });
  }

  /** Counts the unpacked ones. */
  after(): Transform {
    return counter((chunk) => {
      if (this.#unpacked === 0 && chunk.subarray(0, 2).equals(GZIP)) throw twice();
      this.#unpacked += chunk.length;
      const { bytes, ratio } = this.#bounds;
      if (this.#unpacked > bytes) throw tooLarge(`${bytes} bytes`);
      if (this.#unpacked > FREE_BYTES && this.#unpacked > ratio * this.#packed) {
        throw tooLarge(`${ratio} times its size`);
      }
    });
  }

  entry(): void {
    if (++this.#entries > this.#bounds.entries) throw tooLarge(`${this.#bounds.entries} entries`);
  }
}

function counter(count: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        count(chunk);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function tooLarge(limit: string): Fault {
  const detail = `The archive unpacks to more than ${limit}. Send it in parts.`;
  return new Fault('payloadTooLarge', detail);
}

function twice(): Fault {
  return new Fault('unprocessable', 'The archive is packed twice. Send a tar file gzipped once.');
}
