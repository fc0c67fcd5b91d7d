import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const listCommands: Handlers<Context>['listCommands'] = () => {
  throw problem('notImplemented', 'listCommands is not served yet.');
};
