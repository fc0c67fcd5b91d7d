import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const closeWindow: Handlers<Context>['closeWindow'] = () => {
  throw problem('notImplemented', 'closeWindow is not served yet.');
};
