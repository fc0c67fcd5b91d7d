import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const closeWindow: Handlers<Context>['closeWindow'] = async ({ path }, context) => {
  const { control, windows } = context.system;
  control.refuseOthers(callerOf(context).actor);
  await windows.close(path.windowId);
};
