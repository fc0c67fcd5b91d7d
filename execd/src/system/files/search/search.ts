import { Worker } from 'node:worker_threads';
import type { FileMatch, FileSearchResult } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../../fault.ts';
import type { Asked } from '../path.ts';
import type { SearchQuery } from './query.ts';
import type { SearchOrder, SearchReport } from './worker.ts';

export interface SearchOptions {
  signal: AbortSignal;
  timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const MAX_RUNNING = 4;
const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 };
/** In the bundle the thread's code lies beside the main file. */
const CODE = import.meta.url.endsWith('.ts') ? './worker.ts' : './search-worker.js';

let running = 0;

/**
 * Searches on a thread of its own: an expression that takes its time, however hostile, holds up nothing else of the
 * desktop, and is ended from outside after 20 s with what was found until then.
 */
export async function searchFiles(
  asked: Asked,
  query: SearchQuery,
  { signal, timeoutMs = TIMEOUT_MS }: SearchOptions,
): Promise<FileSearchResult> {
  signal.throwIfAborted();
  if (running >= MAX_RUNNING) {
    throw new Fault('unavailable', `${MAX_RUNNING} searches are running. Ask again when one ends.`);
  }
  running += 1;
  try {
    const workerData: SearchOrder = { asked, query };
    const worker = new Worker(new URL(CODE, import.meta.url), {
      workerData,
      resourceLimits: MEMORY,
    });
    try {
      return await collect(worker, query.limit, AbortSignal.any([signal, after(timeoutMs)]));
    } finally {
      await worker.terminate();
    }
  } finally {
    running -= 1;
  }
}

function after(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

function collect(worker: Worker, limit: number, stop: AbortSignal): Promise<FileSearchResult> {
  const { promise, resolve, reject } = Promise.withResolvers<FileSearchResult>();
  const items: FileMatch[] = [];
  let filesSearched = 0;
  const finish = (isCut: boolean): void => {
    const truncated = isCut || items.length > limit;
    resolve({ items: items.slice(0, limit), truncated, filesSearched });
  };
  worker.on('message', (report: SearchReport) => {
    if (report.type === 'fault') {
      return reject(new Fault(report.code, report.message, report.fields));
    }
    ({ filesSearched } = report);
    if (report.type === 'match') items.push(report.match);
    else finish(false);
  });
  worker.on('error', (error) => reject(explain(error)));
  stop.addEventListener('abort', () => finish(true), { once: true });
  return promise;
}

function explain(error: unknown): unknown {
  const isMemory = error instanceof Error && 'code' in error;
  if (!isMemory || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new Fault('unprocessable', 'The expression needs too much memory. Make it simpler.');
}
