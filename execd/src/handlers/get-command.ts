import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const getCommand: Handlers<Context>['getCommand'] = ({ path, query }, { system, signal }) =>
  system.commands.get(path.commandId, query.waitSeconds, signal);
