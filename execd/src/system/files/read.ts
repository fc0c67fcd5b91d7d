import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import { onPath } from './errors.ts';
import { etagOf } from './info.ts';
import { checkPath } from './path.ts';

export interface OpenFile {
  content: ReadableStream<Uint8Array>;
  etag: string;
  /** Absent for files that do not tell, such as those of /proc. */
  sizeBytes: number | undefined;
}

const CHUNK_BYTES = 256 * 1024;

/** Opens a regular file for streaming. A pipe or a device is refused: reading it might never end. */
export async function readFile(given: string): Promise<OpenFile> {
  const path = checkPath(given);
  return onPath(path, async () => {
    // O_NONBLOCK: opening a named pipe would otherwise wait for its writer.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stats = await file.stat({ bigint: true });
      checkRegular(path, stats);
      const size = Number(stats.size);
      const content = stream(file, size);
      return { content, etag: etagOf(stats), sizeBytes: size > 0 ? size : undefined };
    } catch (error) {
      await file.close();
      throw error;
    }
  });
}

export function checkRegular(path: string, stats: BigIntStats): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? 'a directory' : 'no regular file';
  const message = `${path} is ${kind}`;
  throw new Fault('invalidPath', `${message}. Only regular files have content.`, [
    { pointer: 'query/path', message },
  ]);
}

/** Exactly `size` bytes as they were promised; a file that shrinks meanwhile breaks the stream. */
function stream(file: FileHandle, size: number): ReadableStream<Uint8Array> {
  let left = size > 0 ? size : Number.POSITIVE_INFINITY;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const buffer = new Uint8Array(Math.min(CHUNK_BYTES, left));
          const { bytesRead } = await file.read(buffer, 0, buffer.length);
          left -= bytesRead;
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          if (bytesRead > 0 && left > 0) return;
          await file.close();
          if (Number.isFinite(left) && left > 0) controller.error(new Error('The file shrank.'));
          else controller.close();
        } catch (error) {
          await file.close().catch(() => undefined);
          controller.error(error);
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}
