import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const setClipboard: Handlers<Context>['setClipboard'] = async ({ body }, context) => {
  const { control, clipboard } = context.system;
  control.refuseOthers(callerOf(context).actor);
  await clipboard.set(body);
};
