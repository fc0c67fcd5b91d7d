import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const restoreInstance: Handlers<Context>['restoreInstance'] = () => {
  throw problem('notImplemented', 'restoreInstance is not served yet.');
};
