import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const getCommand: Handlers<Context>['getCommand'] = () => {
  throw problem('notImplemented', 'getCommand is not served yet.');
};
