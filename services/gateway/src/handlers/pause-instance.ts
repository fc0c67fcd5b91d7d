import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const pauseInstance: Handlers<Context>['pauseInstance'] = () => {
  throw problem('notImplemented', 'pauseInstance is not served yet.');
};
