import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const restoreWindow: Handlers<Context>['restoreWindow'] = () => {
  throw problem('notImplemented', 'restoreWindow is not served yet.');
};
