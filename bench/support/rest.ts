import { setTimeout as delay } from 'node:timers/promises';
import { cpuOf, emulators } from './processes.ts';

const WINDOW_MS = 1_000;
/** Longer than the hypervisor waits after a start before it makes the next clone. */
const QUIET_WINDOWS = 7;
const LONGEST_MS = 120_000;
/** Processor time in a window: a desktop at rest uses a little. */
const QUIET_MS = 150;

/** Waits until the clones that are made ahead are made: a create then meets the machine as most users' do. */
export const atRest = async (): Promise<void> => {
  const until = performance.now() + LONGEST_MS;
  let quiet = 0;
  while (quiet < QUIET_WINDOWS && performance.now() < until) {
    const before = cpuOf(...emulators());
    await delay(WINDOW_MS);
    quiet = cpuOf(...emulators()) - before <= QUIET_MS ? quiet + 1 : 0;
  }
};
