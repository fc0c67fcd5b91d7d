import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { UnpackedArchive } from '@cyberdesk/generated/execd/types.gen';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import { errno, Fault } from '../../fault.ts';
import type { User } from '../../processes/user.ts';
import { onPath } from '../errors.ts';
import { locate } from '../locate.ts';
import type { Asked } from '../path.ts';
import { BOUNDS, Meter } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { Extractor } from './extract.ts';

export interface UnpackOptions {
  content: AsyncIterable<Uint8Array>;
  owner: User;
  bounds?: Bounds;
}

/** What a name, a link's target or another head may take. */
const MAX_META_BYTES = 64 * 1024;

/**
 * Unpacks a gzipped tar archive into a directory that exists, entry by entry as the bytes arrive. Each file appears
 * whole; what was unpacked before an entry that is refused stays.
 */
export async function unpackArchive(
  asked: Asked,
  options: UnpackOptions,
): Promise<UnpackedArchive> {
  await using place = await locate(asked, { follow: true });
  return await onPath(asked, async () => {
    await using directory = await place.open();
    await directory.refuseKernel();
    const meter = new Meter(options.bounds ?? BOUNDS);
    const extractor = new Extractor(directory, asked, options.owner);
    const stages = [Readable.from(options.content), meter.before(), createGunzip(), meter.after()];
    const take = async (entry: ReadEntry): Promise<void> => {
      meter.entry();
      await extractor.take(entry);
    };
    const { stream, settled } = reader(take);
    await pipeline([...stages, stream]).catch(async (error: unknown) => {
      // The entry that was being written clears up behind itself.
      await settled();
      throw explain(error);
    });
    return extractor.unpacked;
  });
}

/** The parser as a stream that waits: for the entry that is being written, and for all of them at the end. */
function reader(take: (entry: ReadEntry) => Promise<void>) {
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  let last: Promise<void> = Promise.resolve();
  const waiting = new Set<ReadEntry>();
  let stopped: Error | undefined;
  const parser = new Parser({
    strict: true,
    maxMetaEntrySize: MAX_META_BYTES,
    brotli: false,
    zstd: false,
    onReadEntry: (entry) => {
      waiting.add(entry);
      entry.on('error', failed.reject);
      last = last.then(async () => {
        if (stopped) throw stopped;
        await take(entry);
        waiting.delete(entry);
      });
      last.catch(failed.reject);
    },
  });
  parser.on('error', failed.reject);
  // Entries of kinds that no one takes would else be passed over in silence.
  parser.on('ignoredEntry', (entry: ReadEntry) => failed.reject(notTaken(entry)));
  const step = (act: () => unknown, done: (error?: Error | null) => void): void => {
    Promise.race([failed.promise, Promise.resolve().then(act)]).then(
      () => done(),
      (error: unknown) => done(error as Error),
    );
  };
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) =>
      step(() => parser.write(chunk) || once(parser, 'drain'), done),
    final: (done) =>
      step(async () => {
        const ended = once(parser, 'end');
        parser.end();
        await ended;
        await last;
      }, done),
    destroy: (error, done) => {
      stopped = error ?? new Error('The archive is not read on.');
      for (const entry of waiting) entry.destroy(stopped);
      done(error);
    },
  });
  return { stream, settled: () => last.catch(() => undefined) };
}

function notTaken({ path, type }: ReadEntry): Fault {
  const detail = `The archive's entry ${JSON.stringify(path)} is a ${type}. Only files, directories and links are taken.`;
  return new Fault('unprocessable', detail);
}

function explain(error: unknown): unknown {
  const code = errno(error);
  if (error instanceof Fault || (error instanceof Error && 'status' in error)) return error;
  if (code.startsWith('Z_') || code.startsWith('TAR_')) {
    const reason = (error as Error).message;
    return new Fault('unprocessable', `The body is no gzipped tar archive: ${reason}.`, [], error);
  }
  if (code === '' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new Fault('unavailable', 'The upload broke off; send the archive again.', [], error);
  }
  return error;
}
