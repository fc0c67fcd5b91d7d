import type { Cleanup } from './cleanup.ts';
import { startExecd, type Execd } from './execd.ts';
import { expectStatus } from './http.ts';
import { cpuOf, cpuOfChildren } from './processes.ts';
import { SeeingWindow } from './window.ts';

const SIZE = { width: 1280, height: 800 };

/** execd, and a window over all of its screen. */
export interface Screen {
  execd: Execd;
  window: SeeingWindow;
  cleanup: Cleanup;
}

/** Starts execd and the window. */
export const openScreen = async (cleanup: Cleanup): Promise<Screen> => {
  const execd = await startExecd(cleanup, SIZE);
  const window = await SeeingWindow.open(execd.display);
  cleanup.add(() => window.close());
  return { execd, window, cleanup };
};

/** Moves and clicks by one call of ours. */
export const act = async (execd: Execd, actions: object[]): Promise<void> => {
  expectStatus(await execd.call('/actions', { json: { actions } }), 200);
};

/** Processor time of either side: the X server works for both. */
export const cpu = ({ pid, xServer }: Execd) => ({
  ours: () => cpuOf(pid, xServer),
  peer: () => cpuOfChildren() + cpuOf(xServer),
});
