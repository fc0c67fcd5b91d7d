import type { Deps } from '../deps.ts';
import { leaseUnsynced } from '../store/desktops.ts';
import { forgetEvents } from '../store/events.ts';
import { forgetOld } from '../store/idempotency.ts';
import { pushDesktop } from '../sync.ts';
import { startLoop } from './loop.ts';
import { reconcile } from './reconcile.ts';

const PAUSE_SECONDS = 2;

/** Repeats what the cluster may not have heard: heals a crash between a row and its call. */
export const sweep = async (deps: Deps): Promise<number> => {
  const rows = await leaseUnsynced(deps.db, PAUSE_SECONDS);
  await Promise.all(rows.map((row) => pushDesktop(deps, row)));
  return rows.length;
};

/** How often each part of the sweep runs. */
const usual = { sweepMs: 1_000, reconcileMs: 60_000, forgetMs: 300_000 };

/** Sweeps for ever until stopped. */
export const startSweeper = (deps: Deps, every = usual): { stop: () => Promise<void> } => {
  const { log, db } = deps;
  const forget = async (): Promise<void> => {
    await forgetOld(db);
    await forgetEvents(db);
  };
  const loops = [
    startLoop(log, { name: 'sweep', pauseMs: every.sweepMs }, () => sweep(deps)),
    startLoop(log, { name: 'reconcile', pauseMs: every.reconcileMs }, (signal) =>
      reconcile(deps, signal),
    ),
    startLoop(log, { name: 'forget', pauseMs: every.forgetMs }, forget),
  ];
  return { stop: async () => void (await Promise.all(loops.map(({ stop }) => stop()))) };
};
