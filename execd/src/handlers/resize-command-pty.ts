import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';
import { Fault } from '../system/fault.ts';

export const resizeCommandPty: Handlers<Context>['resizeCommandPty'] = async (
  { path, body },
  { system },
) => {
  const execution = await system.commands.running(path.commandId);
  if (execution.hasTerminal) return execution.resize(body);
  throw new Fault('unprocessable', 'The command has no terminal. Start it with pty.');
};
