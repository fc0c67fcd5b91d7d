import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import type { Context } from '../context.ts';

export const runCommand: Handlers<Context>['runCommand'] = ({ body }, { system, signal }) =>
  system.commands.run(body, signal);
