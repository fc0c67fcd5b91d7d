import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const signalCommand: Handlers<Context>['signalCommand'] = async (
  { path, body },
  { system },
) => {
  const execution = await system.commands.running(path.commandId);
  execution.signal(body.signal);
  return execution.describe();
};
