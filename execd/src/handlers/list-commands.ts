import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const listCommands: Handlers<Context>['listCommands'] = ({ query }, { system }) =>
  system.commands.list(query);
