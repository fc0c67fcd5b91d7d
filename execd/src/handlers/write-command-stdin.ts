import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const writeCommandStdin: Handlers<Context>['writeCommandStdin'] = () => {
  throw problem('notImplemented', 'writeCommandStdin is not served yet.');
};
