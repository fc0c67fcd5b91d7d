import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const minimizeWindow: Handlers<Context>['minimizeWindow'] = () => {
  throw problem('notImplemented', 'minimizeWindow is not served yet.');
};
