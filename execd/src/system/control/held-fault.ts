import type { ControlHolder } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';

/** Somebody else holds the control; the problem names them. */
export class ControlHeldFault extends Fault {
  readonly holder: ControlHolder;

  constructor(holder: ControlHolder) {
    const who = holder.type === 'human' ? 'A person' : 'An agent';
    const mend =
      'Wait until then, or let its holder release it; a person may take it with `takeOver`.';
    super('controlHeld', `${who} holds the control until ${holder.expiresAt}. ${mend}`);
    this.holder = holder;
  }
}
