import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const deleteCommand: Handlers<Context>['deleteCommand'] = () => {
  throw problem('notImplemented', 'deleteCommand is not served yet.');
};
