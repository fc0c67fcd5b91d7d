import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { onPath } from './errors.ts';
import { etagOf } from './info.ts';
import { locate } from './locate.ts';
import { openRegular } from './open.ts';
import type { Asked } from './path.ts';
import { isListed } from './preconditions.ts';
import { parseRange } from './range.ts';
import type { ByteRange } from './range.ts';

export interface ReadConditions {
  range?: string | undefined;
  ifRange?: string | undefined;
  ifNoneMatch?: string | undefined;
}

export type ReadResult = { etag: string; sizeBytes: number } & (
  | { state: 'notModified' }
  | { state: 'unsatisfiable'; reason: string }
  | { state: 'open'; content: ReadableStream<Uint8Array>; range: ByteRange; isPart: boolean }
);

const CHUNK_BYTES = 256 * 1024;

/** Opens a regular file for streaming: the whole of it, or one range. */
export async function readFile(asked: Asked, conditions: ReadConditions = {}): Promise<ReadResult> {
  await using place = await locate(asked, { follow: true });
  return await onPath(asked, async () => {
    const flags = constants.O_RDONLY;
    const { file, stats } = await openRegular(place.directory, place.name, { asked, flags });
    const known = { etag: etagOf(stats), sizeBytes: Number(stats.size) };
    const result = answer(file, known, conditions);
    if (result.state !== 'open') await file.close();
    return result;
  });
}

function answer(
  file: FileHandle,
  known: { etag: string; sizeBytes: number },
  { range, ifRange, ifNoneMatch }: ReadConditions,
): ReadResult {
  const { etag, sizeBytes } = known;
  if (ifNoneMatch !== undefined && isListed(ifNoneMatch, etag, 'weak')) {
    return { ...known, state: 'notModified' };
  }
  // A date or a weak tag says too little for two halves to be put together.
  const isWanted = range !== undefined && (ifRange === undefined || ifRange === etag);
  const wanted = isWanted ? parseRange(range, sizeBytes) : undefined;
  if (typeof wanted === 'string') return { ...known, state: 'unsatisfiable', reason: wanted };
  const bytes = wanted ?? { start: 0, end: sizeBytes };
  const content = stream(file, bytes);
  return { ...known, state: 'open', content, range: bytes, isPart: wanted !== undefined };
}

/** Exactly the bytes that were promised; a file that shrinks meanwhile breaks the stream. */
function stream(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let position = start;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    if (position < end) {
      const buffer = new Uint8Array(Math.min(CHUNK_BYTES, end - position));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) throw new Error('The file shrank.');
      position += bytesRead;
      controller.enqueue(buffer.subarray(0, bytesRead));
    }
    if (position < end) return;
    await file.close();
    controller.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        pull(controller).catch(async (error: unknown) => {
          await file.close().catch(() => undefined);
          controller.error(error);
        }),
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}
