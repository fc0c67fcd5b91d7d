import type { Deps } from '../deps.ts';
import { leaseUnsynced } from '../store/desktops.ts';
import { forgetOld } from '../store/idempotency.ts';
import { failInterrupted, pushDesktop } from '../sync.ts';

const PAUSE_SECONDS = 2;

/** Repeats what the cluster may not have heard: heals a crash between a row and its call. */
export const sweep = async (deps: Deps): Promise<number> => {
  const rows = await leaseUnsynced(deps.db, PAUSE_SECONDS);
  await Promise.all(
    rows.map((row) => {
      const cutOff =
        row.has_environment &&
        row.state === 'pending' &&
        row.desired === 'running' &&
        row.sequence === 0;
      return cutOff ? failIfOld(deps, row) : pushDesktop(deps, row);
    }),
  );
  return rows.length;
};

/** The call may still be on its way in another process; only after a while it is cut off. */
const failIfOld = async (deps: Deps, row: Parameters<typeof failInterrupted>[1]): Promise<void> => {
  if (Date.now() - row.created_at.getTime() > 15_000) await failInterrupted(deps, row);
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
