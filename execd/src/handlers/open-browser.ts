import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const openBrowser: Handlers<Context>['openBrowser'] = () => {
  throw problem('notImplemented', 'openBrowser is not served yet.');
};
