import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const launchApplication: Handlers<Context>['launchApplication'] = () => {
  throw problem('notImplemented', 'launchApplication is not served yet.');
};
