import type { Handlers } from '@cyberdesk/generated/execd/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../context.ts';

export const observeScreen: Handlers<Context>['observeScreen'] = () => {
  throw problem('notImplemented', 'observeScreen is not served yet.');
};
