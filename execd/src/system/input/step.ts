import type { ActionResult, Settle } from '@cyberdesk/generated/execd/types.gen';
import type { Desktop, Seat } from '../desktop.ts';
import type { Mark } from '../screen/changes.ts';
import type { Tools } from './tools.ts';

/** What the steps of one batch share. */
export interface Step {
  desktop: Desktop;
  seat: Seat;
  tools: Tools;
  signal: AbortSignal;
  settle: Settle | undefined;
  /** Throws when somebody else took the control. */
  refuseOthers: () => void;
  images: { bytes: number };
  /** When the step before began, on the screen. */
  before: Mark | undefined;
}

export type Outcome = Partial<ActionResult>;
