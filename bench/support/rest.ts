import { setTimeout as delay } from 'node:timers/promises';
import { emulators, readProc } from './processes.ts';

const WINDOW_MS = 1_000;
/** Longer than the hypervisor waits after a start before it makes the next clone. */
const QUIET_WINDOWS = 7;
const LONGEST_MS = 120_000;
/** Ticks of 10 ms in a window: a desktop at rest uses a few. */
const QUIET_TICKS = 15;

/** Waits until the clones that are made ahead are made: a create then meets the machine as most users' do. */
export const atRest = async (): Promise<void> => {
  const until = performance.now() + LONGEST_MS;
  let quiet = 0;
  while (quiet < QUIET_WINDOWS && performance.now() < until) {
    const before = ticks();
    await delay(WINDOW_MS);
    quiet = ticks() - before <= QUIET_TICKS ? quiet + 1 : 0;
  }
};

/** Processor time of all emulators, user and system. */
const ticks = (): number =>
  emulators()
    .map((pid) => readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? [])
    .reduce((sum, fields) => sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0), 0);
