import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const launchApplication: Handlers<Context>['launchApplication'] = async (
  { body },
  context,
) => {
  const { control, applications } = context.system;
  control.refuseOthers(callerOf(context).actor);
  return applications.start(body, context.signal);
};
