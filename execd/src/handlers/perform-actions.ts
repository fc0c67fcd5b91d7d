import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';
import { perform } from '../system/input/perform.ts';

export const performActions: Handlers<Context>['performActions'] = ({ body }, context) =>
  perform(context.system.desktop, body, {
    signal: context.signal,
    refuseOthers: () => context.system.control.refuseOthers(callerOf(context).actor),
  });
