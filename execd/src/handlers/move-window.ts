import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const moveWindow: Handlers<Context>['moveWindow'] = () => {
  throw problem('notImplemented', 'moveWindow is not served yet.');
};
