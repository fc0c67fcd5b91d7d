import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const closeCommandStdin: Handlers<Context>['closeCommandStdin'] = async (
  { path },
  { system },
) => (await system.commands.running(path.commandId)).closeInput();
