import type { LaunchAction } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Region } from '../screen/region.ts';

export type ElementOperation = 'press' | 'setText' | 'focus';

/** What actions use of the desktop besides pointer, keys and screen. */
export interface Tools {
  clipboard: {
    setText(text: string): Promise<void>;
    /** Pastes a text by `press`, which presses the keys for it, and puts back what was there. */
    paste(text: string, press: () => Promise<void>): Promise<void>;
  };
  windows: { focus(id: string): Promise<unknown> };
  applications: {
    launch(
      what: Pick<LaunchAction, 'application' | 'command' | 'arguments'>,
    ): Promise<{ processId: number }>;
    openUrl(url: string): Promise<{ processId: number }>;
  };
  accessibility: {
    /** Where an element is now; a fault when it is gone or nowhere. */
    locate(handle: string): Promise<Region>;
    act(handle: string, operation: ElementOperation, text?: string): Promise<void>;
  };
}

const missing = () =>
  Promise.reject(new Fault('unavailable', 'This desktop was started without this part.'));

/** For a screen alone, without a session around it. */
export const noTools: Tools = {
  clipboard: { setText: missing, paste: missing },
  windows: { focus: missing },
  applications: { launch: missing, openUrl: missing },
  accessibility: { locate: missing, act: missing },
};
