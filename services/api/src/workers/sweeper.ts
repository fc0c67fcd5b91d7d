import type { Deps } from '../deps.ts';
import { leaseUnsynced } from '../store/desktops.ts';
import { forgetOld } from '../store/idempotency.ts';
import { pushDesktop } from '../sync.ts';

const PAUSE_SECONDS = 2;

/** Repeats what the cluster may not have heard: heals a crash between a row and its call. */
export const sweep = async (deps: Deps): Promise<number> => {
  const rows = await leaseUnsynced(deps.db, PAUSE_SECONDS);
  await Promise.all(rows.map((row) => pushDesktop(deps, row)));
  return rows.length;
};

/** Sweeps for ever until stopped. */
export const startSweeper = (deps: Deps): { stop: () => Promise<void> } => {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let rounds = 0;
  const round = async (): Promise<void> => {
    try {
      await sweep(deps);
      if (rounds++ % 300 === 0) await forgetOld(deps.db);
    } catch (error) {
      deps.log.warn({ err: error }, 'the sweep failed; trying again');
    }
    if (!stopped) timer = setTimeout(begin, 1_000);
  };
  let running = Promise.resolve();
  const begin = (): void => {
    running = round();
  };
  begin();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
