import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const restartInstance: Handlers<Context>['restartInstance'] = () => {
  throw problem('notImplemented', 'restartInstance is not served yet.');
};
