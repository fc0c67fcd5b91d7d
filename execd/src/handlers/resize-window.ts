import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const resizeWindow: Handlers<Context>['resizeWindow'] = async ({ path, body }, context) => {
  const { control, windows } = context.system;
  control.refuseOthers(callerOf(context).actor);
  return windows.resize(path.windowId, body);
};
