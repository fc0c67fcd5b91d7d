import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const focusWindow: Handlers<Context>['focusWindow'] = async ({ path }, context) => {
  const { control, windows } = context.system;
  control.refuseOthers(callerOf(context).actor);
  return windows.focus(path.windowId);
};
