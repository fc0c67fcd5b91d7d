import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const resizeWindow: Handlers<Context>['resizeWindow'] = () => {
  throw problem('notImplemented', 'resizeWindow is not served yet.');
};
