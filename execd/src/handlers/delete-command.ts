import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const deleteCommand: Handlers<Context>['deleteCommand'] = ({ path }, { system }) =>
  system.commands.delete(path.commandId);
