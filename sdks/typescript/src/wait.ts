import { DesktopFailedError, TimeoutError } from './errors.ts';
import type { Desktop } from './generated/types.gen.ts';

/** How long to wait, and who wants to know. */
export interface WaitOptions {
  /** Longest wait in seconds; default 300. */
  waitTimeoutSeconds?: number;
  /** Called at each change of state. */
  onState?: (desktop: Readonly<Desktop>) => void;
  signal?: AbortSignal;
}

/** The server holds a reply this long; nothing is silent for more than 45 s. */
export const LONG_POLL_SECONDS = 20;

/** States from which the wanted one does not come by itself. */
const dead: Record<'running' | 'stopped' | 'deleted', string[]> = {
  running: ['stopped', 'failed', 'deleting', 'deleted'],
  stopped: ['failed', 'deleting', 'deleted'],
  deleted: [],
};

/** Reads a desktop by long polls until it is in the wanted state. */
export const waitUntil = async (
  first: Desktop,
  wanted: 'running' | 'stopped' | 'deleted',
  read: (waitSeconds: number) => Promise<Desktop>,
  options: WaitOptions,
): Promise<Desktop> => {
  const { waitTimeoutSeconds = 300, onState } = options;
  const deadline = Date.now() + waitTimeoutSeconds * 1000;
  let desktop = first;
  onState?.(desktop);
  while (desktop.state !== wanted) {
    if (dead[wanted].includes(desktop.state))
      throw new DesktopFailedError(describe(desktop, `is ${desktop.state}`));
    const left = Math.ceil((deadline - Date.now()) / 1000);
    if (left <= 0)
      throw new TimeoutError(
        describe(
          desktop,
          `was not ${wanted} after ${waitTimeoutSeconds} s; it is ${desktop.state}`,
        ),
      );
    const next = await read(Math.min(LONG_POLL_SECONDS, left));
    if (next.state !== desktop.state) onState?.(next);
    desktop = next;
  }
  return desktop;
};

const describe = ({ id, stateReason, stateMessage }: Desktop, what: string): string =>
  `The desktop ${id} ${what}: ${stateReason}. ${stateMessage}`;
