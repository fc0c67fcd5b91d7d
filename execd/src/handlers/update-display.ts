import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { callerOf, type Context } from '../context.ts';

export const updateDisplay: Handlers<Context>['updateDisplay'] = async ({ body }, context) => {
  const { control, desktop } = context.system;
  const refuseOthers = () => control.refuseOthers(callerOf(context).actor);
  refuseOthers();
  await desktop.resize(body, { signal: context.signal, refuseOthers });
  return desktop.describe();
};
