import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const maximizeWindow: Handlers<Context>['maximizeWindow'] = () => {
  throw problem('notImplemented', 'maximizeWindow is not served yet.');
};
