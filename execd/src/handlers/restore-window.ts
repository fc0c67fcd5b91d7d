import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const restoreWindow: Handlers<Context>['restoreWindow'] = async ({ path }, context) => {
  const { control, windows } = context.system;
  control.refuseOthers(callerOf(context).actor);
  return windows.restore(path.windowId);
};
