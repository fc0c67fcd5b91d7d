import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const closeCommandStdin: Handlers<Context>['closeCommandStdin'] = () => {
  throw problem('notImplemented', 'closeCommandStdin is not served yet.');
};
