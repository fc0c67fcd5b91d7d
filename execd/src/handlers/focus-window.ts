import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const focusWindow: Handlers<Context>['focusWindow'] = () => {
  throw problem('notImplemented', 'focusWindow is not served yet.');
};
