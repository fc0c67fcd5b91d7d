import { parentPort, workerData } from 'node:worker_threads';
import type { FileMatch } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../../fault.ts';
import type { FaultCode, FaultField } from '../../fault.ts';
import type { Asked } from '../path.ts';
import { compile } from './query.ts';
import type { SearchQuery } from './query.ts';
import { search } from './walk.ts';

/** What the thread is given. */
export interface SearchOrder {
  asked: Asked;
  query: SearchQuery;
}

/** What it tells: matches as it finds them, how far it is, and how it ended. */
export type SearchReport =
  | { type: 'match'; match: FileMatch; filesSearched: number }
  | { type: 'end'; filesSearched: number }
  | { type: 'fault'; code: FaultCode; message: string; fields: FaultField[] };

/** Ends the walk: more than was asked for has been found. */
class Enough extends Error {}

async function run({ asked, query }: SearchOrder): Promise<void> {
  let matches = 0;
  const progress = {
    filesSearched: 0,
    found(match: FileMatch): void {
      tell({ type: 'match', match, filesSearched: progress.filesSearched });
      if (++matches > query.limit) throw new Enough();
    },
  };
  try {
    await search(asked, { matchers: compile(query), progress });
    tell({ type: 'end', filesSearched: progress.filesSearched });
  } catch (error) {
    if (error instanceof Enough) tell({ type: 'end', filesSearched: progress.filesSearched });
    else if (error instanceof Fault) tell(report(error));
    else throw error;
  }
}

function report({ code, message, fields }: Fault): SearchReport {
  return { type: 'fault', code, message, fields };
}

function tell(message: SearchReport): void {
  parentPort?.postMessage(message);
}

await run(workerData as SearchOrder);
