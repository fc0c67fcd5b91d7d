import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { Context } from '../services.ts';

export const deleteSnapshot: Handlers<Context>['deleteSnapshot'] = () => {
  throw problem('notImplemented', 'deleteSnapshot is not served yet.');
};
