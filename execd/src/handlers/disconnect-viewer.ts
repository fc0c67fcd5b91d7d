import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const disconnectViewer: Handlers<Context>['disconnectViewer'] = () => {
  throw problem('notImplemented', 'disconnectViewer is not served yet.');
};
